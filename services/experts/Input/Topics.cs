using System.Collections.Frozen;
using System.Text.Json;

namespace Alliance.Experts.Input;

/// <summary>The topics of assistance: what a competence may name, so that it is found by the needs that name the same.</summary>
internal static class Topics
{
    private static readonly FrozenSet<string> Codes = Read();

    public static bool Knows(string code) => Codes.Contains(code);

    private static FrozenSet<string> Read()
    {
        using var file = typeof(Topics).Assembly.GetManifestResourceStream("topics.json")!;
        return JsonSerializer.Deserialize<TopicsFile>(file, JsonSerializerOptions.Web)!.Areas.SelectMany(a => a.Topics).Select(t => t.Slug).ToFrozenSet(StringComparer.Ordinal);
    }

    private sealed record TopicsFile(IReadOnlyList<Area> Areas);

    private sealed record Area(IReadOnlyList<Topic> Topics);

    private sealed record Topic(string Slug);
}
