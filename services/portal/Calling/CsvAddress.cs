using Alliance.Shared.Http;

namespace Alliance.Portal.Calling;

/// <summary>Where the browser gets a list as a file: the route's own address with the filters of the page.</summary>
internal static class CsvAddress
{
    public static string Of(string route, params IEnumerable<(string Name, string? Value)> filters) =>
        route + QueryString.Create([KeyValuePair.Create(CsvLists.Format, (string?)"csv"), .. filters.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value))]);
}
