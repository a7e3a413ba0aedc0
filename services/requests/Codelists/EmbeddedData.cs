using CsvHelper;

namespace Alliance.Requests.Codelists;

/// <summary>The files of <c>Codelists/Data</c>, embedded; their sources are named beside them.</summary>
internal static class EmbeddedData
{
    public static Stream Open(string file) =>
        typeof(EmbeddedData).Assembly.GetManifestResourceStream(file)
        ?? throw new InvalidOperationException($"{file} is not embedded in the assembly.");

    public static IReadOnlyList<TRow> Rows<TRow>(string file, Func<CsvReader, TRow> row)
    {
        using var reader = CsvReader.Create(Open(file), CsvReaderOptions.Default, leaveOpen: false);
        var rows = new List<TRow>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }
}
