using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MongoDB.Bson;

namespace Alliance.Shared.Storage;

/// <summary>
/// The stored JSON as BSON, value for value, and back. Nothing in it is ever read as extended JSON (<c>{"$date": …}</c>) or as an operator:
/// characters that mean something to the server in a field name are escaped as <c>%hh</c>.
/// </summary>
internal static class MongoJson
{
    private const int MaxDepth = 64;
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static BsonValue Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return Read(document.RootElement);
    }

    public static string Write(BsonValue value)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, Written)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static BsonValue Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new BsonDocument(allowDuplicateNames: false);
                foreach (var property in element.EnumerateObject()) fields[Escape(property.Name)] = Read(property.Value);
                return fields;
            case JsonValueKind.Array:
                var items = new BsonArray(element.GetArrayLength());
                foreach (var item in element.EnumerateArray()) items.Add(Read(item));
                return items;
            case JsonValueKind.String: return element.GetString()!;
            case JsonValueKind.True: return BsonBoolean.True;
            case JsonValueKind.False: return BsonBoolean.False;
            case JsonValueKind.Number:
                // Decimal128 holds 34 digits: every decimal and every double as it was written.
                return element.TryGetInt64(out var whole) ? new BsonInt64(whole) : new BsonDecimal128(Decimal128.Parse(element.GetRawText()));
            default: return BsonNull.Value;
        }
    }

    private static void Write(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value)
        {
            case BsonDocument fields:
                writer.WriteStartObject();
                foreach (var field in fields)
                {
                    writer.WritePropertyName(Unescape(field.Name));
                    Write(writer, field.Value);
                }
                writer.WriteEndObject();
                break;
            case BsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case BsonString text: writer.WriteStringValue(text.Value); break;
            case BsonBoolean truth: writer.WriteBooleanValue(truth.Value); break;
            case BsonInt64 whole: writer.WriteNumberValue(whole.Value); break;
            case BsonDecimal128 number: writer.WriteRawValue(number.Value.ToString()); break;
            case BsonNull: writer.WriteNullValue(); break;
            default: throw new InvalidOperationException($"A stored body holds a {value.BsonType}, which was never written there.");
        }
    }

    private static string Escape(string name) =>
        name.AsSpan().IndexOfAny("%$.\0") < 0
            ? name
            : name.Replace("%", "%25", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal)
                .Replace(".", "%2E", StringComparison.Ordinal).Replace("\0", "%00", StringComparison.Ordinal);

    private static string Unescape(string name) =>
        name.Contains('%', StringComparison.Ordinal)
            ? name.Replace("%00", "\0", StringComparison.Ordinal).Replace("%2E", ".", StringComparison.Ordinal)
                .Replace("%24", "$", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)
            : name;
}
