using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alliance.Portal.Calling;

/// <summary>
/// A document with a form, read by the paths its fields have: <c>contact.email</c>, <c>needs[0].role</c>. It is kept as it came, so that what
/// this page does not know is saved as it was.
/// </summary>
internal sealed class Doc(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public Guid Id => Json["id"]!.GetValue<Guid>();
    public long Revision => Json["revision"]?.GetValue<long>() ?? 0;
    public string Status => Text("status") ?? "";
    public string? Language => Text("language");

    /// <summary>As <c>If-Match</c> wants it.</summary>
    public string Tag => TagOf(Revision);

    public static string TagOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    public bool May(string verb) => Array("actions").Any(a => a?.GetValue<string>() == verb);

    public JsonNode? At(string path)
    {
        JsonNode? at = Json;
        foreach (var step in Steps(path))
        {
            at = step switch
            {
                string name => (at as JsonObject)?[name],
                int place => at is JsonArray list && place < list.Count ? list[place] : null,
                _ => null,
            };
            if (at is null) return null;
        }
        return at;
    }

    public string? Text(string path) => At(path) is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToJsonString(),
        }
        : null;

    public Guid? Guid(string path) => System.Guid.TryParse(Text(path), out var id) ? id : null;

    public DateOnly? Day(string path) => DateOnly.TryParseExact(Text(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public DateTimeOffset? Time(string path) => DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public IReadOnlyList<JsonNode?> Array(string path) => At(path) is JsonArray list ? [.. list] : [];

    public IReadOnlyList<string> Texts(string path) => [.. Array(path).OfType<JsonValue>().Select(v => v.ToString())];

    /// <summary>Puts a value at a path; what is on the way there is made. Null takes it away.</summary>
    public void Put(string path, JsonNode? value)
    {
        var steps = Steps(path).ToArray();
        JsonNode at = Json;
        for (var i = 0; i < steps.Length - 1; i++)
        {
            var next = steps[i] is string name ? at[name] : ((JsonArray)at).ElementAtOrDefault((int)steps[i]);
            if (next is null)
            {
                if (value is null) return;
                next = steps[i + 1] is int ? new JsonArray() : new JsonObject();
                if (steps[i] is string missing) at[missing] = next;
                else ((JsonArray)at).Add(next);
            }
            at = next;
        }
        if (steps[^1] is string last) at[last] = value;
        else if ((int)steps[^1] < ((JsonArray)at).Count) ((JsonArray)at)[(int)steps[^1]] = value;
        else ((JsonArray)at).Add(value);
    }

    /// <summary>Only these members: the body of a PUT.</summary>
    public JsonObject Only(IEnumerable<string> members) => new(members.Select(m => KeyValuePair.Create(m, Json[m]?.DeepClone())).Where(m => m.Value is not null));

    /// <summary><c>needs[0].role</c> → needs, 0, role.</summary>
    private static IEnumerable<object> Steps(string path)
    {
        foreach (var part in path.Split('.', '['))
        {
            yield return part.EndsWith(']') ? int.Parse(part.AsSpan(0, part.Length - 1), CultureInfo.InvariantCulture) : part;
        }
    }
}
