using System.Text.Json.Nodes;
using Alliance.Local;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>One line of permissions.csv.</summary>
/// <param name="Document">What the route is called on, as <see cref="Documents"/> names it.</param>
/// <param name="Cells">By column: <c>+</c> permitted, a status exactly that, <c>.</c> asserted in another line of the route.</param>
internal sealed record MatrixRow(string Method, string Route, string Document, IReadOnlyDictionary<string, string> Cells)
{
    public bool IsInternal => Route.StartsWith("/internal/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Route} on {Document}";
}

/// <summary>What is expected, and which routes there are.</summary>
internal static class Matrix
{
    private static readonly string[] Known = ["+", "302", "400", "401", "403", "404", "."];

    public static IReadOnlyList<MatrixRow> Read()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "tests", "Platform.Tests", "permissions.csv")).Where(line => !line.StartsWith('#')).Select(Fields).ToArray();
        Assert.Equal(["method", "route", "document", .. Cast.Columns], lines[0]);
        return [.. lines.Skip(1).Select(line =>
        {
            Assert.Equal(lines[0].Length, line.Length);
            Assert.All(line.Skip(3), cell => Assert.Contains(cell, Known));
            return new MatrixRow(line[0], line[1], line[2], Cast.Columns.Zip(line.Skip(3)).ToDictionary(cell => cell.First, cell => cell.Second));
        })];
    }

    /// <summary>Of every process, and of the gateway as a whole: they say nothing of anybody.</summary>
    private static readonly string[] OfEverybody = ["/health/", "/openapi/"];

    /// <summary>Each route, described or not, with the services it is of.</summary>
    public static async Task<IReadOnlyDictionary<(string Method, string Route), IReadOnlyList<string>>> Routes(Local.Platform platform, string serviceToken, CancellationToken ct)
    {
        var routes = new Dictionary<(string, string), IReadOnlyList<string>>();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", serviceToken);
        // The portal has pages and no routes of its own: it calls these in the name of who looks at it.
        foreach (var service in ProcessTable.All.Where(process => process is { Kind: ProcessKind.Service, Name: not "portal" }))
        {
            var listed = JsonNode.Parse(await http.GetStringAsync(new Uri(platform.AddressOf(service.Name), "/internal/routes"), ct))!;
            foreach (var route in listed.AsArray().Select(route => route!.GetValue<string>().Split(' ')).Where(route => !OfEverybody.Any(common => route[1].StartsWith(common, StringComparison.Ordinal))))
                // Two services own links.
                routes[(route[0], route[1])] = [.. routes.GetValueOrDefault((route[0], route[1]), []), service.Name];
        }
        // What the provider answers itself has no endpoint; its metadata names it.
        var metadata = JsonNode.Parse(await http.GetStringAsync(new Uri(platform.AddressOf(ProcessTable.Accounts), "/.well-known/openid-configuration"), ct))!;
        routes.Add(("GET", "/.well-known/openid-configuration"), [ProcessTable.Accounts]);
        foreach (var (name, address) in metadata.AsObject().Where(member => member.Key.EndsWith("_endpoint", StringComparison.Ordinal) || member.Key == "jwks_uri"))
        {
            var path = new Uri(address!.GetValue<string>()).AbsolutePath;
            if (!routes.Keys.Any(known => known.Item2 == path)) routes.Add((name == "jwks_uri" ? "GET" : "POST", path), [ProcessTable.Accounts]);
        }
        return routes;
    }

    private static string[] Fields(string line) => line.Split(',', StringSplitOptions.TrimEntries);
}
