using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Shared.Storage;

/// <summary>Computes, once for both engines, what a document is stored as and found by.</summary>
internal sealed class Projector<T> where T : class
{
    // The default encoder escapes Cyrillic: twice the bytes, three times the time. This JSON never reaches a page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    private readonly Declaration<T> _declaration;

    public Projector(Declaration<T> declaration)
    {
        Names.MustBeUsable(declaration.Name, declaration.Sorts.Select(s => s.Name), declaration.Facets.Select(f => f.Name));
        foreach (var facet in declaration.Facets)
            foreach (var sort in facet.WalkedBy)
                if (!declaration.Sorts.Contains(sort))
                    throw new InvalidOperationException($"{declaration.Name}: facet '{facet.Name}' is walked by a sort '{sort.Name}' that is not declared.");
        _declaration = declaration;
        Shape = new Shape(declaration.Name, declaration.Version, declaration.Announces, [.. declaration.Sorts.Select(s => s.Name)],
            [.. declaration.Facets.SelectMany(f => f.WalkedBy.Select(s => (f.Name, s.Name)))]);
    }

    public Shape Shape { get; }

    public Stored<T> Read(Row row)
    {
        var value = JsonSerializer.Deserialize<T>(row.Body, Json) ?? throw new InvalidOperationException($"{Shape.Name} {row.Id}: the body is null.");
        return new Stored<T>(row.Id, value, row.Revision, row.LastNo, row.Head, row.CreatedAt, row.CreatedBy, row.UpdatedAt, row.UpdatedBy);
    }

    public static Row Write(Stored<T> document) => new(
        document.Id, JsonSerializer.Serialize(document.Value, Json), document.Revision, document.LastNo, document.Head,
        document.CreatedAt, document.CreatedBy, document.UpdatedAt, document.UpdatedBy);

    public Projection Project(Stored<T> document)
    {
        var terms = new Dictionary<string, IReadOnlyList<string>>(_declaration.Facets.Count);
        foreach (var facet in _declaration.Facets)
            terms[facet.Name] = [.. facet.Values(document).Select(v => Terms.Of(facet.Name, v) ?? throw Unusable(facet.Name, v)).Distinct()];
        var sorts = new Dictionary<string, long>(_declaration.Sorts.Count);
        foreach (var sort in _declaration.Sorts)
            if (sort.Value(document) is { } value) sorts[sort.Name] = value;
        var timer = _declaration.DueAt(document);
        return new Projection(
            terms, sorts, [.. _declaration.Text(document)], [.. _declaration.Keys(document).Distinct()],
            timer is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(timer.Value.ToUnixTimeMilliseconds()));
    }

    private InvalidOperationException Unusable(string facet, string value) =>
        new($"{Shape.Name}: a value of facet '{facet}' ({value.Length} characters) is empty, too long, or holds other than letters, digits and - _ . |");
}

/// <summary>Facet terms, <c>facet:value</c>.</summary>
internal static class Terms
{
    private const int MaxLength = 200;

    /// <summary>Null when no document can have the value.</summary>
    public static string? Of(string facet, string value) =>
        value.Length is > 0 and <= MaxLength && value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '|')
            ? $"{facet}:{value.ToLowerInvariant()}"
            : null;
}

/// <summary>Names that become part of the stored form (and of SQL).</summary>
internal static class Names
{
    public static void MustBeUsable(string collection, IEnumerable<string> sorts, IEnumerable<string> facets)
    {
        foreach (var names in new[] { sorts.ToArray(), facets.ToArray(), [collection] })
        {
            if (names.FirstOrDefault(n => n.Length is 0 or > 40 || !n.All(char.IsAsciiLetterLower)) is { } wrong)
                throw new InvalidOperationException($"{collection}: '{wrong}' is not a name of 1 to 40 lower-case letters a-z.");
            if (names.Distinct().Count() != names.Length) throw new InvalidOperationException($"{collection}: a sort or facet is declared twice.");
        }
    }
}
