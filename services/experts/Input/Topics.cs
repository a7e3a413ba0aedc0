using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Alliance.Experts.Input;

/// <summary>The topics of assistance: what a competence may name, so that it is found by the needs that name the same.</summary>
internal static class Topics
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Labels = Read();

    public static bool Knows(string code) => Labels.ContainsKey(code);

    /// <summary>In the language of the call; itself where it is no topic of the list.</summary>
    public static string Label(string code) =>
        Labels.TryGetValue(code, out var labels) ? labels.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? labels.GetValueOrDefault("en") ?? code : code;

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read()
    {
        using var file = typeof(Topics).Assembly.GetManifestResourceStream("topics.json")!;
        return JsonSerializer.Deserialize<TopicsFile>(file, JsonSerializerOptions.Web)!.Areas.SelectMany(a => a.Topics)
            .ToFrozenDictionary(t => t.Slug, t => t.Label.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private sealed record TopicsFile(IReadOnlyList<Area> Areas);

    private sealed record Area(IReadOnlyList<Topic> Topics);

    private sealed record Topic(string Slug, IReadOnlyDictionary<string, string> Label);
}
