using System.Collections.Frozen;
using CsvHelper;

namespace Alliance.Accounts.Admitting;

/// <summary>The units an organisation stands for or lies in: KATOTTG in Ukraine, NUTS 2024 elsewhere. Read once.</summary>
internal static class Units
{
    private static readonly FrozenSet<string> Katottg = Rows("katottg.csv", row => row.GetString("code")).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>By code, the country as ISO names it: NUTS itself writes EL for Greece.</summary>
    private static readonly FrozenDictionary<string, string> Nuts = Rows("nuts.csv", row => (Code: row.GetString("code"), Country: row.GetString("iso_country")))
        .ToFrozenDictionary(r => r.Code, r => r.Country, StringComparer.Ordinal);

    public static bool Knows(string country, string code) =>
        country == OrganisationCodes.Ukraine ? Katottg.Contains(code) : Nuts.GetValueOrDefault(code) == country;

    private static List<TRow> Rows<TRow>(string file, Func<CsvReader, TRow> row)
    {
        var stream = typeof(Units).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded in the assembly.");
        using var reader = CsvReader.Create(stream, CsvReaderOptions.Default, leaveOpen: false);
        var rows = new List<TRow>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }
}
