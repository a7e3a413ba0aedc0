using System.Globalization;

namespace Alliance.Requests.Counting;

/// <summary>Reads <see cref="WorkingDays"/> from the settings, and says what is wrong with them.</summary>
internal static class OfficeDays
{
    private const int MostDays = 1_000;

    /// <summary>With any weekend there is a working day in each year.</summary>
    private const int MostYearly = 50;
    private const string None = "none";

    /// <param name="nonWorkingDays"><c>2026-12-24</c>, or of each year <c>12-25</c>.</param>
    /// <param name="weekend">Names of days in English; <c>none</c>: the office works all week.</param>
    /// <param name="timeZone">IANA.</param>
    /// <returns>Of what is readable: where there are faults the process does not start.</returns>
    public static WorkingDays Read(string nonWorkingDays, string weekend, string timeZone, ICollection<string> faults)
    {
        HashSet<DayOfWeek> weekly = [];
        foreach (var name in Parts(weekend).Where(n => !n.Equals(None, StringComparison.OrdinalIgnoreCase)))
        {
            if (Enum.GetNames<DayOfWeek>().Contains(name, StringComparer.OrdinalIgnoreCase)) weekly.Add(Enum.Parse<DayOfWeek>(name, ignoreCase: true));
            else faults.Add($"Requests:Weekend names {name}; give days like Saturday, Sunday, or none");
        }
        if (weekly.Count == 7)
        {
            faults.Add("Requests:Weekend is the whole week; leave a day to work on");
            weekly.Clear();
        }

        List<DateOnly> closed = [];
        List<(int, int)> yearly = [];
        var days = Parts(nonWorkingDays);
        if (days.Length > MostDays) faults.Add($"Requests:NonWorkingDays has more than {MostDays} days; leave out those that are past");
        foreach (var day in days.Where(d => !d.Equals(None, StringComparison.OrdinalIgnoreCase)).Take(MostDays))
        {
            // 2000 is a leap year: the 29th of February is a day of each.
            if (DateOnly.TryParseExact($"2000-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var each)) yearly.Add((each.Month, each.Day));
            else if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var one)) closed.Add(one);
            else faults.Add($"Requests:NonWorkingDays has {day}, which is no day; give days like 2026-12-24, or 12-25 for each year, with commas between");
        }
        if (yearly.Count > MostYearly)
        {
            faults.Add($"Requests:NonWorkingDays has more than {MostYearly} days of each year; leave days to work on");
            yearly.Clear();
        }
        return new WorkingDays(Zone(timeZone, faults), weekly, closed, yearly);
    }

    private static TimeZoneInfo Zone(string id, ICollection<string> faults)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        faults.Add("Requests:TimeZone is unknown; give one like Europe/Brussels");
        return TimeZoneInfo.Utc;
    }

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
