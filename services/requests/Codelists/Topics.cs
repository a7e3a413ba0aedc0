using System.Collections.Frozen;
using System.Text.Json;
using Alliance.Contracts;

namespace Alliance.Requests.Codelists;

/// <summary>The areas and topics of assistance. A request names topics; areas only group them.</summary>
internal static class Topics
{
    private static readonly IReadOnlyList<Area> Areas = Read();

    private static readonly FrozenSet<string> Codes = Areas.SelectMany(a => a.Topics).Select(t => t.Slug).ToFrozenSet(StringComparer.Ordinal);

    public static bool Knows(string code) => Codes.Contains(code);

    public static IEnumerable<CodeListItem> Items(string language, CodeListQuery query) =>
        Areas.SelectMany(a => a.Topics
                .Select(t => new CodeListItem(t.Slug, t.Label[language], a.Slug, 2))
                .Prepend(new CodeListItem(a.Slug, a.Label[language], Parent: null, 1)))
            .Where(i => (query.Parent is null || i.Parent == query.Parent) && (query.Level is null || i.Level == query.Level));

    private static IReadOnlyList<Area> Read()
    {
        using var file = EmbeddedData.Open("topics.json");
        return JsonSerializer.Deserialize<TopicsFile>(file, JsonSerializerOptions.Web)!.Areas;
    }

    private sealed record TopicsFile(IReadOnlyList<Area> Areas);

    private sealed record Area(string Slug, IReadOnlyDictionary<string, string> Label, IReadOnlyList<Topic> Topics);

    private sealed record Topic(string Slug, IReadOnlyDictionary<string, string> Label);
}
