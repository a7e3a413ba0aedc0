using System.Net.Sockets;
using System.Text;
using Alliance.Gateway;

namespace Alliance.Platform.Tests.Gateway;

public sealed class PathTricksTests : IAsyncLifetime
{
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    public static TheoryData<string> Tricks { get; } =
    [
        "//api/requests", "/api//requests", "/api/requests/..;/internal/people", "/api/requests;x=1", "/api%2frequests", "/api/%2Finternal", "/api\\requests", "/api%5crequests",
        "/%2e%2e/internal/people", "/api/requests/%2e%2e/x", "/api/codelists/../../internal/people", "/api/codelists/./topics", "/api/codelists/..", "/api/%252finternal", "/api/%252e%252e/internal",
        "/api/requests%00", "/api/requests%0d%0aX-User-Id:1", "/internal%2Fpeople", "/%3binternal", "http://127.0.0.1/internal/people",
    ];

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task An_address_that_can_be_read_in_two_ways_is_refused_and_reaches_nobody(string target)
    {
        Assert.True(RefuseTricks.IsTrick(target));
        // By a raw socket: a client's library would tidy it up.
        using var socket = new TcpClient("127.0.0.1", gateway.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {RunningGateway.Token()}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());
        Assert.Contains(" 400 ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.All([gateway.Requests, gateway.Notifications, gateway.Accounts, gateway.Portal], service => Assert.Empty(service.Arrivals));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/requests/0190a1b2-0000-7000-8000-000000000000/submit?x=%2f..//;")]
    [InlineData("/%D1%97%D0%B6%D0%B0%D0%BA")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/assets/site.css?v=1.2")]
    public void A_plain_address_is_none(string target) => Assert.False(RefuseTricks.IsTrick(target));

    [Fact]
    public async Task What_is_internal_has_no_way_in()
    {
        foreach (var path in new[] { "/internal/people", "/internal/ended", "/Internal/People", "/internal", "/api/internal/people", "/connect/../internal" })
        {
            foreach (var token in new[] { null, RunningGateway.Token() }) Assert.False((await gateway.Get(path, token)).IsSuccessStatusCode, path);
        }
        Assert.All([gateway.Requests, gateway.Notifications, gateway.Accounts, gateway.Portal], service => Assert.Empty(service.Arrivals));
    }
}
