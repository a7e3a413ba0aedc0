using System.Globalization;

namespace Alliance.Notifications.Wording;

/// <summary>The languages every text exists in.</summary>
internal static class Languages
{
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static readonly IReadOnlyList<CultureInfo> All = [English, CultureInfo.GetCultureInfo("uk"), CultureInfo.GetCultureInfo("bg")];

    /// <summary>The first of the wishes that we speak (<c>uk-UA</c> counts as <c>uk</c>), else English.</summary>
    public static CultureInfo Best(params ReadOnlySpan<string?> wishes)
    {
        foreach (var wish in wishes)
        {
            if (wish is not null && All.FirstOrDefault(c => wish.Split('-')[0].Equals(c.Name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        }
        return English;
    }
}
