using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>
/// Every route of every running service against every kind of caller; what is expected stands in permissions.csv, written by hand from the domain, Who may.
/// A new route is red until it has its lines.
/// </summary>
public sealed class PermissionMatrixTests(PermissionPlatform platform) : IClassFixture<PermissionPlatform>
{
    /// <summary>These say nothing about who may: the call was not made as it should be, or nobody answered.</summary>
    private static readonly int[] SayNothing = [405, 408, 412, 415, 428, 429, 499];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_has_its_lines_every_line_its_route_and_every_caller_is_asserted_on_every_route()
    {
        var rows = Matrix.Read();
        var routes = (await Matrix.Routes(platform.Platform, platform.Token("service")!, Ct)).Keys.Select(key => $"{key.Method} {key.Route}").ToArray();
        var listed = rows.Select(row => $"{row.Method} {row.Route}").ToHashSet();

        string[] faults =
        [
            .. routes.Except(listed).Select(route => $"{route} has no line in permissions.csv"),
            .. listed.Except(routes).Select(route => $"{route} is in permissions.csv and no service has it"),
            .. rows.GroupBy(row => row.ToString()).Where(same => same.Count() > 1).Select(same => $"{same.Key} has two lines"),
            .. rows.GroupBy(row => $"{row.Method} {row.Route}")
                .SelectMany(route => Cast.Columns.Where(column => route.All(row => row.Cells[column] == ".")).Select(column => $"{route.Key}: {column} is asserted in no line"))
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_cell_is_as_the_domain_says()
    {
        var rows = Matrix.Read();
        var services = await Matrix.Routes(platform.Platform, platform.Token("service")!, Ct);
        var documents = new Documents(platform);
        await documents.Make(Ct);

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var differences = new List<string>();
        foreach (var row in rows)
        {
            // Through the gateway as people come; what is refused there also past it: the gateway is no service's only guard.
            var gateway = platform.Platform.Address;
            Uri[] owners = [.. services.GetValueOrDefault((row.Method, row.Route), []).Select(platform.Platform.AddressOf)];
            // The refused first: what is permitted may change the document.
            foreach (var (column, expected) in row.Cells.Where(cell => cell.Value != ".").OrderBy(cell => cell.Value == "+"))
            {
                Uri[] addresses = row.IsInternal ? row.Document == "gateway" ? [gateway] : owners : expected == "+" ? [gateway] : [gateway, .. owners];
                foreach (var address in addresses)
                {
                    var got = await Call(http, address, row, column, documents);
                    // A message changed it after its revision was read.
                    if (got == 412) got = await Call(http, address, row, column, documents);
                    if (!Fits(expected, got)) differences.Add($"{row}, {column}{(address == gateway ? "" : " past the gateway")}: expected {expected}, got {got}");
                }
            }
        }
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }

    private static bool Fits(string expected, int got) => expected == "+"
        ? got is < 500 and not (401 or 403 or 404) && !SayNothing.Contains(got)
        : got.ToString(CultureInfo.InvariantCulture) == expected;

    private async Task<int> Call(HttpClient http, Uri address, MatrixRow row, string column, Documents documents)
    {
        using var call = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(address, documents.PathOf(row)));
        if (platform.Token(column) is { } token) call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (row.Method != "GET")
        {
            call.Headers.TryAddWithoutValidation("If-Match", $"\"{(await documents.RevisionOf(row, Ct)).ToString(CultureInfo.InvariantCulture)}\"");
            call.Content = new StringContent((await documents.BodyOf(row, Ct)).ToJsonString(), Encoding.UTF8, "application/json");
        }
        // Of the stream of the inbox there is no end to wait for.
        using var answer = await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, Ct);
        return (int)answer.StatusCode;
    }
}
