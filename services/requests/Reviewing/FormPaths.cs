using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Alliance.Requests.Reviewing;

/// <summary>The fields of the form, by the JSON paths that people and programs name them with: <c>place.katottg</c>, <c>needs[0].role</c>.</summary>
internal static partial class FormPaths
{
    /// <summary>With <c>[]</c> where a list is: read off the form itself, so that a new field is a path at once.</summary>
    private static readonly FrozenSet<string> Known = Of(typeof(RequestContent), "").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the form has this field, and this request as many entries as the path names.</summary>
    public static bool Exists(RequestContent content, string path)
    {
        if (path.Contains("[]", StringComparison.Ordinal) || !Known.Contains(Index().Replace(path, "[]"))) return false;
        JsonNode? at = JsonSerializer.SerializeToNode(content, JsonSerializerOptions.Web);
        foreach (var name in path.Split('.'))
        {
            at = (at as JsonObject)?[name.Split('[')[0]];
            if (Index().Match(name) is not { Success: true } index) continue;
            if (at is not JsonArray list || !int.TryParse(index.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                || place >= list.Count)
                return false;
            at = list[place];
        }
        return true;
    }

    private static IEnumerable<string> Of(Type type, string prefix)
    {
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.Name != nameof(Need.Id)))
        {
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            yield return path;
            var item = property.PropertyType;
            if (item.IsGenericType && item.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                path += "[]";
                item = item.GetGenericArguments()[0];
                yield return path;
            }
            if (item.Namespace != typeof(RequestContent).Namespace) continue;
            foreach (var inner in Of(item, path + ".")) yield return inner;
        }
    }

    [GeneratedRegex(@"\[(\d{1,4})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
