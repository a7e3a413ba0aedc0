using System.Globalization;
using Alliance.Contracts;

namespace Alliance.Notifications.Wording;

/// <summary>
/// Dates as people of a language write them. The patterns are ours, not the culture's long date, which differs from one ICU to the next and
/// names the weekday in some; the names of the months are the culture's, in the case that stands beside a day.
/// </summary>
internal static class Dates
{
    /// <param name="Year">What stands after the month.</param>
    /// <param name="Zone">Whose clock a time is told by (IANA): readers of a language are mostly there, and each text names it.</param>
    private sealed record Style(string Year, string Time, string Zone);

    private static readonly Dictionary<string, Style> Styles = new()
    {
        ["en"] = new(" yyyy", ", HH:mm", "Europe/Brussels"),
        ["uk"] = new(" yyyy 'року'", ", HH:mm", "Europe/Kyiv"),
        ["bg"] = new(" yyyy 'г.'", ", HH:mm 'ч.'", "Europe/Sofia"),
    };

    /// <summary><c>3 March 2027, 14:00 (Brussels time)</c>; in UTC where the machine has no time zones.</summary>
    public static string Moment(DateTimeOffset at, CultureInfo language, string zoneInWords)
    {
        var style = Styles[language.Name];
        var isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(style.Zone, out var zone);
        var local = TimeZoneInfo.ConvertTime(at, zone ?? TimeZoneInfo.Utc);
        return $"{local.ToString("d MMMM" + style.Year + style.Time, language)} ({(isKnown ? zoneInWords : "UTC")})";
    }

    /// <summary>Both days included: <c>3 March 2027</c>, <c>3–5 March 2027</c>, <c>30 March – 2 April 2027</c>.</summary>
    public static string Days(DayPeriod period, CultureInfo language)
    {
        var (from, to) = (period.From, period.To);
        var year = Styles[language.Name].Year;
        var last = to.ToString("d MMMM" + year, language);
        if (from == to) return last;
        if (from.Year != to.Year) return $"{from.ToString("d MMMM" + year, language)} – {last}";
        return from.Month == to.Month ? $"{from.Day.ToString(language)}–{last}" : $"{from.ToString("d MMMM", language)} – {last}";
    }
}
