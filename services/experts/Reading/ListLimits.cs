using System.Globalization;
using Alliance.Shared.Http;

namespace Alliance.Experts.Reading;

/// <summary>What every list of this service asks of its query. Whatever stands there gets an answer that names the parameter.</summary>
internal static class ListLimits
{
    /// <summary>Values in one condition of a query; each is asked for once per reader.</summary>
    public const int MostTerms = 50;

    private const int LongestWords = 200;
    private const int LongestCursor = 1_000;

    /// <summary>A misspelt filter would show everything.</summary>
    public static IEnumerable<FieldFault> Unknown(IEnumerable<string> given, IReadOnlySet<string> known) =>
        given.Where(name => !known.Contains(name)).Select(name => new FieldFault(name, "no-such-filter"));

    public static IReadOnlyList<string> Values(string[]? parameter) =>
        [.. (parameter ?? []).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    public static IEnumerable<FieldFault> Values(string name, int readers, string[]? parameter, Func<string, bool> known, string code)
    {
        var values = Values(parameter);
        var most = MostTerms / Math.Max(readers, 1);
        if (values.Count > most) yield return new FieldFault(name, "too-many", most);
        if (!values.All(known)) yield return new FieldFault(name, code);
    }

    public static bool IsId(string value) => Guid.TryParse(value, out _);

    /// <summary>In the one form they are indexed in.</summary>
    public static IReadOnlyList<string> Ids(string[]? parameter) => [.. Values(parameter).Select(v => Guid.Parse(v).ToString()).Distinct()];

    public static IEnumerable<FieldFault> Common(string? words, string? limit, string? cursor)
    {
        if (words?.Length > LongestWords) yield return new FieldFault("q", "too-long", LongestWords);
        if (words?.Any(c => char.IsControl(c) || Given.IsNoCharacter(c)) == true) yield return new FieldFault("q", "control-character");
        if (cursor?.Length > LongestCursor) yield return new FieldFault("cursor", "cursor");
        if (limit is not null && Size(limit) is < 1 or > 100) yield return new FieldFault("limit", "out-of-range", 1, 100);
    }

    public static int Size(string? limit) =>
        limit is null ? 20 : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
