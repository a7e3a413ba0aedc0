using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Alliance.Shared.Http;

/// <summary>
/// Bodies within bodies. The framework's own converter meets the second of two members of one name, and a text that is none, with an exception that no
/// border takes for the caller's fault, and only when somebody looks; here all of it is looked at while it is read.
/// </summary>
internal sealed class StrictJsonObjects : JsonConverter<JsonObject>
{
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader, new JsonNodeOptions { PropertyNameCaseInsensitive = options.PropertyNameCaseInsensitive });
        if (node is not JsonObject whole) throw new JsonException();
        try
        {
            Open(whole);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw new JsonException("A member stands twice, or a text is none.", fault);
        }
        return whole;
    }

    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);

    private static void Open(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (_, member) in members) Open(member);
        else if (node is JsonArray items)
            foreach (var item in items) Open(item);
        // Half a surrogate pair is found when a text is made of it.
        else if (node is JsonValue value) _ = value.TryGetValue<string>(out _);
    }
}
