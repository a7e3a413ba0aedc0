using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Alliance.Requests.Submitting;

/// <summary>What is different between two contents, field by field, by the paths that comments and faults use. A need is known by its id, wherever it stands. Pure.</summary>
internal static class ContentChanges
{
    private const string Needs = "needs";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IReadOnlyList<FieldChange> Between(RequestContent before, RequestContent now) =>
        [.. Compare("", JsonSerializer.SerializeToNode(before, Written), JsonSerializer.SerializeToNode(now, Written))];

    /// <summary>Whether what a comment is about is among the changes: the field itself, a part of it, or what it is a part of.</summary>
    public static bool Touch(IReadOnlyList<FieldChange> changes, string field) =>
        changes.Any(c => c.Field == field || IsPart(c.Field, field) || IsPart(field, c.Field));

    private static bool IsPart(string part, string of) =>
        part.Length > of.Length && part.StartsWith(of, StringComparison.Ordinal) && part[of.Length] is '.' or '[';

    private static IEnumerable<FieldChange> Compare(string path, JsonNode? before, JsonNode? now)
    {
        if (path == Needs) return OfNeeds(before as JsonArray ?? [], now as JsonArray ?? []);
        if ((before ?? now) is JsonObject)
        {
            var (old, current) = (before as JsonObject ?? [], now as JsonObject ?? []);
            return current.Select(p => p.Key).Union(old.Select(p => p.Key)).Where(name => name != "id")
                .SelectMany(name => Compare(path.Length == 0 ? name : $"{path}.{name}", old[name], current[name]));
        }
        return JsonNode.DeepEquals(Given(before), Given(now)) ? [] : [new FieldChange(path, Given(before)?.DeepClone(), Given(now)?.DeepClone())];
    }

    private static IEnumerable<FieldChange> OfNeeds(JsonArray before, JsonArray now)
    {
        for (var place = 0; place < now.Count; place++)
        {
            foreach (var change in Compare($"{Needs}[{place}]", before.FirstOrDefault(n => IdOf(n) == IdOf(now[place])), now[place])) yield return change;
        }
        foreach (var gone in before.Where(n => now.All(m => IdOf(m) != IdOf(n)))) yield return new FieldChange(Needs, gone?.DeepClone(), null);
    }

    private static string? IdOf(JsonNode? need) => need?["id"]?.GetValue<string>();

    /// <summary>An empty list is as good as none.</summary>
    private static JsonNode? Given(JsonNode? value) => value is JsonArray { Count: 0 } ? null : value;
}

/// <param name="Field">A path of the form; <c>needs</c>: a whole need is gone.</param>
/// <param name="Old">As it stood in the body; absent where nothing was written.</param>
internal sealed record FieldChange(string Field, JsonNode? Old, JsonNode? New);
