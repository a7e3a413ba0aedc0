using System.Collections.Frozen;
using Alliance.Contracts;

namespace Alliance.Requests.Codelists;

/// <summary>Oblasts, raions and hromadas of Ukraine by the official codifier. Read once; asked at every save of a request.</summary>
internal static class Katottg
{
    /// <summary>"UA05": the first two digits are the oblast's.</summary>
    public const int OblastPrefix = 4;

    private static readonly IReadOnlyList<KatottgRow> Units = EmbeddedData.Rows("katottg.csv", row => new KatottgRow(
        row.GetString("code"), row.GetString("parent_code"), row.Parse<int>("level"), row.GetString("name_uk"), row.GetString("name_en")));

    private static readonly FrozenSet<string> Codes = Units.Select(u => u.Code).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Oblasts = Units.Select(u => u.Code[..OblastPrefix]).ToFrozenSet(StringComparer.Ordinal);

    public static bool Knows(string code) => Codes.Contains(code);

    /// <summary>The oblast of a unit, as the prefix of its code; null without one.</summary>
    public static string? OblastOf(string? code) => code is not null && Knows(code) ? code[..OblastPrefix] : null;

    /// <summary>An oblast as it is asked for, by prefix or by the code of any unit in it; null when there is none.</summary>
    public static string? Oblast(string asked) => Oblasts.Contains(asked) ? asked : OblastOf(asked);

    public static IEnumerable<CodeListItem> Items(string language, CodeListQuery query) =>
        Units.Where(u => (query.Parent is null || u.Parent == query.Parent)
                && (query.Level is null || u.Level == query.Level)
                && query.Begins(u.NameUk, u.NameEn))
            .Select(u => new CodeListItem(u.Code, Label(u, language), u.Parent.Length == 0 ? null : u.Parent, u.Level));

    /// <summary>
    /// The codifier has adjectives only ("Бахчисарайський"), so the kind of unit is added; Crimea, Kyiv and Sevastopol are names by themselves.
    /// There are no Bulgarian names: the romanised ones serve.
    /// </summary>
    private static string Label(KatottgRow unit, string language) => (unit.Level, language) switch
    {
        (1, "uk") when unit.NameUk.EndsWith("ка", StringComparison.Ordinal) => $"{unit.NameUk} область",
        (2, "uk") => $"{unit.NameUk} район",
        (3, "uk") => $"{unit.NameUk} громада",
        (_, "uk") => unit.NameUk,
        (1, _) when unit.NameUk.EndsWith("ка", StringComparison.Ordinal) => $"{unit.NameEn} Oblast",
        (2, _) => $"{unit.NameEn} Raion",
        (3, _) => $"{unit.NameEn} Hromada",
        _ => unit.NameEn
    };
}

internal sealed record KatottgRow(string Code, string Parent, int Level, string NameUk, string NameEn);
