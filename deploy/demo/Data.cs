using System.Text.Json;

namespace Alliance.Demo;

/// <summary>What the demonstration is about, as data.</summary>
internal static class Data
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyList<Story> Stories => Read<Story>("requests.json");

    public static IReadOnlyList<Profession> Experts => Read<Profession>("experts.json");

    private static T[] Read<T>(string name)
    {
        using var stream = typeof(Data).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T[]>(stream, Json)!;
    }
}
