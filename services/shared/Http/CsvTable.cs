using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Shared.Http;

/// <summary>
/// An answer as a table: its columns are the members of what its lists hold, whether a row has them or not; a record within is columns of its own, and a list within one
/// cell. An answer of several lists has a first column that names the list, and its own numbers are rows too.
/// </summary>
internal sealed class CsvTable
{
    private const int DeepestRecord = 2;

    private readonly string[] lists;
    private readonly string[] numbers;
    private readonly string[] paths;

    private CsvTable(string[] lists, string[] numbers, string[] paths, bool isPaged) =>
        (this.lists, this.numbers, this.paths, IsPaged) = (lists, numbers, paths, isPaged);

    public bool IsPaged { get; }

    public IEnumerable<string> Columns => IsOne ? paths : paths.Prepend("list");

    /// <summary>One list alone; more are told apart by their name.</summary>
    private bool IsOne => lists.Length == 1 && numbers.Length == 0;

    public static CsvTable Of(Type view)
    {
        var members = view.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var ofRecords = members.Where(m => ItemOf(m.PropertyType) is { } item && !IsSimple(item)).ToArray();
        string[] paths = [.. ofRecords.SelectMany(m => Paths(ItemOf(m.PropertyType)!, "", 0)).Distinct()];
        var numbers = ofRecords.Length > 1 ? members.Where(m => m.Name != "Next" && IsNumber(m.PropertyType)).Select(NameOf) : [];
        return new CsvTable([.. ofRecords.Select(NameOf)], [.. numbers], paths, members.Any(m => m.Name == "Next"));
    }

    public IEnumerable<IEnumerable<string?>> RowsOf(JsonElement answer)
    {
        // The first number of a row is where a number of the whole stands.
        foreach (var number in numbers.Where(n => answer.TryGetProperty(n, out _)))
            yield return [number, .. paths.Select(path => path == "count" ? Text(answer.GetProperty(number)) : null)];
        foreach (var list in lists)
        {
            if (!answer.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in items.EnumerateArray())
            {
                var cells = paths.Select(path => Text(At(item, path)));
                yield return IsOne ? cells : cells.Prepend(list);
            }
        }
    }

    private static IEnumerable<string> Paths(Type record, string before, int depth)
    {
        foreach (var member in record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(m => m.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }))
        {
            var path = before + NameOf(member);
            var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (IsSimple(type) || ItemOf(type) is not null || depth + 1 >= DeepestRecord) yield return path;
            else foreach (var inner in Paths(type, path + ".", depth + 1)) yield return inner;
        }
    }

    private static JsonElement? At(JsonElement item, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out item)) return null;
        }
        return item;
    }

    /// <summary>Texts and numbers as they stand in JSON; of a list its members, of a record its values: <c>en B2; uk C1</c>.</summary>
    private static string? Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } list => string.Join("; ", list.EnumerateArray().Select(one => Text(one))),
        { ValueKind: JsonValueKind.Object } record => string.Join(' ', record.EnumerateObject().Select(member => Text(member.Value)).Where(text => !string.IsNullOrEmpty(text))),
        { } one => one.ToString(),
    };

    private static bool IsSimple(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(decimal) || type == typeof(DateOnly) || type == typeof(DateTimeOffset);
    }

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(int) || plain == typeof(long) || plain == typeof(double));

    private static Type? ItemOf(Type type) => type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) ? null
        : type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static string NameOf(MemberInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
