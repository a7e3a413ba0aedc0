using System.Collections.Frozen;
using CsvHelper;

namespace Alliance.Accounts.Admitting;

/// <summary>The units an organisation stands for or lies in: KATOTTG in Ukraine, NUTS 2024 elsewhere. Read once.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, Unit> Katottg = Rows("katottg.csv", row => new Unit(
            row.GetString("code"), row.Parse<int>("level"), row.GetString("name_uk"), row.GetString("name_en")))
        .ToFrozenDictionary(u => u.Code, StringComparer.Ordinal);

    /// <summary>By code, the country as ISO names it: NUTS itself writes EL for Greece.</summary>
    private static readonly FrozenDictionary<string, string> Nuts = Rows("nuts.csv", row => (Code: row.GetString("code"), Country: row.GetString("iso_country")))
        .ToFrozenDictionary(r => r.Code, r => r.Country, StringComparer.Ordinal);

    public static bool Knows(string country, string code) =>
        country == OrganisationCodes.Ukraine ? Katottg.ContainsKey(code) : Nuts.GetValueOrDefault(code) == country;

    /// <summary>
    /// The authority of a unit of Ukraine as far as the codifier tells: its names of hromadas, raions and most oblasts are adjectives or bare names,
    /// so the kind is added. Null where there is no such unit.
    /// </summary>
    public static NewOrganisation? AuthorityOf(string code)
    {
        if (!Katottg.TryGetValue(code, out var unit)) return null;
        var (type, uk, en) = unit.Level switch
        {
            3 => ("hromada", $"{unit.NameUk} громада", $"{unit.NameEn} hromada"),
            2 => ("raion", $"{unit.NameUk} район", $"{unit.NameEn} raion"),
            _ when unit.NameUk.EndsWith("ка", StringComparison.Ordinal) => ("oblast-administration", $"{unit.NameUk} область", $"{unit.NameEn} oblast"),
            // Kyiv and Sevastopol are cities, Crimea a republic; all three are of the first level.
            _ when unit.NameUk.Contains(' ', StringComparison.Ordinal) => ("oblast-administration", unit.NameUk, unit.NameEn),
            _ => ("city", unit.NameUk, unit.NameEn.Replace(" (city)", "", StringComparison.Ordinal))
        };
        return new NewOrganisation
        {
            LegalName = uk, LegalNameLatin = en, Type = type, Level = unit.Level == 1 ? "regional" : "local", Country = OrganisationCodes.Ukraine, Code = code, Languages = ["uk"]
        };
    }

    private static List<TRow> Rows<TRow>(string file, Func<CsvReader, TRow> row)
    {
        var stream = typeof(Units).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded in the assembly.");
        using var reader = CsvReader.Create(stream, CsvReaderOptions.Default, leaveOpen: false);
        var rows = new List<TRow>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }
}

/// <param name="Level">1 oblasts, Kyiv, Sevastopol, Crimea; 2 raions; 3 hromadas.</param>
internal sealed record Unit(string Code, int Level, string NameUk, string NameEn);
