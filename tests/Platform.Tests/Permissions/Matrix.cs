using System.Text.Json.Nodes;
using Alliance.Local;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>One line of permissions.csv.</summary>
/// <param name="Document">What the route is called on, as <see cref="Documents"/> names it.</param>
/// <param name="Cells">By column: <c>+</c> permitted, <c>401 403 404</c> exactly that, <c>.</c> asserted in another line of the route.</param>
internal sealed record MatrixRow(string Method, string Route, string Document, IReadOnlyDictionary<string, string> Cells)
{
    public bool IsInternal => Route.StartsWith("/internal/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Route} on {Document}";
}

/// <summary>What is expected, and which routes there are.</summary>
internal static class Matrix
{
    private static readonly string[] Known = ["+", "401", "403", "404", "."];

    public static IReadOnlyList<MatrixRow> Read()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "tests", "Platform.Tests", "permissions.csv")).Select(Fields).ToArray();
        Assert.Equal(["method", "route", "document", .. Cast.Columns], lines[0]);
        return [.. lines.Skip(1).Select(line =>
        {
            Assert.Equal(lines[0].Length, line.Length);
            Assert.All(line.Skip(3), cell => Assert.Contains(cell, Known));
            return new MatrixRow(line[0], line[1], line[2], Cast.Columns.Zip(line.Skip(3)).ToDictionary(cell => cell.First, cell => cell.Second));
        })];
    }

    /// <summary>Each described route, with the service it is of.</summary>
    public static async Task<IReadOnlyDictionary<(string Method, string Route), string>> Routes(Local.Platform platform, CancellationToken ct)
    {
        var routes = new Dictionary<(string, string), string>();
        using var http = new HttpClient();
        // The portal has pages and no routes of its own: it calls these in the name of who looks at it.
        foreach (var service in ProcessTable.All.Where(process => process is { Kind: ProcessKind.Service, Name: not "portal" }))
        {
            var description = JsonNode.Parse(await http.GetStringAsync(new Uri(platform.AddressOf(service.Name), "/openapi/v1.json"), ct))!;
            foreach (var (route, operations) in description["paths"]!.AsObject())
            {
                foreach (var (method, _) in operations!.AsObject()) routes.Add((method.ToUpperInvariant(), route), service.Name);
            }
        }
        return routes;
    }

    private static string[] Fields(string line) => line.Split(',', StringSplitOptions.TrimEntries);
}
