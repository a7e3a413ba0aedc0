using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Alliance.Platform.Tests.Gateway;

public sealed class ForwardingTests : IAsyncLifetime
{
    private const string Here = "127.0.0.1";
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("/api/requests")]
    [InlineData("/api/requests/1/submit?x=1")]
    [InlineData("/api/today")]
    [InlineData("/api/routing")]
    [InlineData("/api/coordinators")]
    [InlineData("/api/substitutes/me")]
    [InlineData("/api/codelists/topics")]
    [InlineData("/api/inbox")]
    [InlineData("/api/deliveries")]
    [InlineData("/api/preferences")]
    public async Task Each_area_goes_to_its_service_with_path_and_query(string path)
    {
        var arrival = await RunningGateway.Arrived(await gateway.Get(path, RunningGateway.Token()));

        Assert.Equal(path, arrival.Path + arrival.Query);
        var service = path is "/api/today" or "/api/routing" or "/api/coordinators" or "/api/substitutes/me" || path.StartsWith("/api/requests", StringComparison.Ordinal) || path.StartsWith("/api/codelists", StringComparison.Ordinal)
            ? gateway.Requests : gateway.Notifications;
        Assert.Single(service.Arrivals);
    }

    [Fact]
    public async Task What_a_caller_says_of_its_person_or_way_is_not_passed_on()
    {
        var arrival = await RunningGateway.Arrived(await gateway.Get("/api/requests", RunningGateway.Token(),
            ("X-User-Id", "admin"), ("x-user-roles", "coordinator"), ("X-Forwarded-For", "10.1.1.1"), ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "1"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "for=10.1.1.1"), ("X-Real-IP", "10.1.1.1"),
            ("Cookie", "session=1"), ("Proxy-Authorization", "Basic eDp5"), ("X-HTTP-Method-Override", "DELETE"), ("baggage", "who=me"),
            ("Connection", "X-Hop"), ("X-Hop", "1")));

        Assert.DoesNotContain(arrival.Headers.Keys, name => name.StartsWith("x-user-", StringComparison.Ordinal));
        Assert.Equal(Here, arrival.One("X-Forwarded-For"));
        Assert.Equal($"{gateway.Address.Host}:{gateway.Address.Port}", arrival.One("X-Forwarded-Host"));
        Assert.Equal("http", arrival.One("X-Forwarded-Proto"));
        foreach (var name in new[] { "X-Forwarded-Port", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "Cookie", "Proxy-Authorization", "X-HTTP-Method-Override", "baggage" })
        {
            Assert.False(arrival.Has(name), name);
        }
    }

    [Fact]
    public async Task A_bearer_token_and_what_a_service_needs_is_passed_on()
    {
        var token = RunningGateway.Token();
        var arrival = await RunningGateway.Arrived(await gateway.Get("/api/requests", token,
            ("If-Match", "\"3\""), ("Idempotency-Key", "k"), ("Accept-Language", "uk"), ("X-Note", "їжак")));

        Assert.Equal("Bearer " + token, arrival.One("Authorization"));
        Assert.Equal("\"3\"", arrival.One("If-Match"));
        Assert.Equal("k", arrival.One("Idempotency-Key"));
        Assert.Equal("uk", arrival.One("Accept-Language"));
    }

    [Theory]
    [InlineData("Basic eDp5")]
    [InlineData("Negotiate abc")]
    [InlineData("bearerish abc")]
    public async Task Other_schemes_are_dropped_on_open_routes_and_refused_elsewhere(string authorization)
    {
        var open = await RunningGateway.Arrived(await gateway.Get("/api/codelists/topics", null, ("Authorization", authorization)));
        Assert.False(open.Has("Authorization"));

        var closed = await gateway.Get("/api/requests", null, ("Authorization", authorization));
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_with_or_without_a_token()
    {
        foreach (var path in new[] { "/api/unknown", "/api", "/api/requestsx", "/internal", "/internal/people", "/health/x" })
        {
            foreach (var token in new[] { null, RunningGateway.Token() })
            {
                var answer = await gateway.Get(path, token);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                await RunningGateway.Problem(answer);
            }
        }
    }

    [Fact]
    public async Task A_large_body_is_refused_whether_its_length_is_told_or_not()
    {
        var token = RunningGateway.Token();
        var told = await gateway.Send(HttpMethod.Post, "/api/requests", token, new ByteArrayContent(new byte[(2 * 1024 * 1024) + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, told.StatusCode);
        await RunningGateway.Problem(told);

        // Chunked, and read with a raw socket: the answer comes while the body is still being sent.
        using var socket = new TcpClient(Here, gateway.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"), TestContext.Current.CancellationToken);
        var answered = new StreamReader(stream).ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        var chunk = Encoding.ASCII.GetBytes($"{64 * 1024:x}\r\n{new string('x', 64 * 1024)}\r\n");
        try
        {
            for (var sent = 0; sent < 48 && !answered.IsCompleted; sent++) await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The gateway closed the connection on us, after its answer.
        }
        Assert.Contains(" 413 ", await answered.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(gateway.Requests.Arrivals);

        var allowed = await gateway.Send(HttpMethod.Post, "/api/requests", token, new ByteArrayContent(new byte[2 * 1024 * 1024]));
        Assert.Equal(2 * 1024 * 1024, (await RunningGateway.Arrived(allowed)).BodyBytes);
    }

    [Fact]
    public async Task Too_many_header_bytes_are_refused()
    {
        var answer = await gateway.Get("/api/codelists/topics", null, ("X-Long", new string('x', 17 * 1024)));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_stream_is_passed_on_as_it_comes()
    {
        using var answer = await gateway.Get("/api/inbox/stream", RunningGateway.Token());
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Equal("data: first", await Line(lines));
        gateway.Notifications.Second.SetResult();
        Assert.Equal("", await Line(lines));
        Assert.Equal("data: second", await Line(lines));
    }

    [Fact]
    public async Task A_stream_outlives_the_time_ordinary_calls_have()
    {
        await using var hasty = await RunningGateway.Start("ReverseProxy:Routes:requests:Timeout=00:00:01", "ReverseProxy:Routes:inbox:Timeout=00:00:01");
        using var stream = await hasty.Get("/api/inbox/stream", RunningGateway.Token());
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("data: first", await Line(lines));

        // An ordinary call runs out of its second meanwhile; the stream began before it.
        var slow = await hasty.Get("/api/requests/slow", RunningGateway.Token());
        Assert.Equal(HttpStatusCode.GatewayTimeout, slow.StatusCode);
        Assert.NotNull(slow.Headers.RetryAfter);
        await RunningGateway.Problem(slow);

        hasty.Notifications.Second.SetResult();
        Assert.Equal("", await Line(lines));
        Assert.Equal("data: second", await Line(lines));
    }

    [Fact]
    public async Task A_service_that_is_away_is_a_503_that_says_when_to_come_back_and_then_serves_again()
    {
        var port = new Uri(gateway.Requests.Address).Port;
        await gateway.Requests.DisposeAsync();

        var away = await gateway.Get("/api/requests", RunningGateway.Token());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), away.Headers.RetryAfter?.Delta);
        await RunningGateway.Problem(away);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/inbox", RunningGateway.Token())).StatusCode);

        await using var back = await EchoService.Start(port);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/requests", RunningGateway.Token())).StatusCode);
    }

    [Fact]
    public async Task Of_two_copies_the_one_that_is_not_ready_gets_no_calls()
    {
        await using var second = await EchoService.Start();
        await using var two = await RunningGateway.Start(
            "ReverseProxy:Clusters:requests:Destinations:b:Address=" + second.Address, "ReverseProxy:Clusters:requests:HealthCheck:Active:Interval=00:00:00.2");
        second.ReadinessStatus = 503;

        // Until the probe has seen it (two failures in a row), both get calls; from then on a run of twenty misses the second.
        await Until(async () =>
        {
            second.Arrivals.Clear();
            for (var i = 0; i < 20; i++) await RunningGateway.Arrived(await two.Get("/api/codelists/topics"));
            return second.Arrivals.IsEmpty;
        });
    }

    [Fact]
    public void Faulty_settings_are_said_at_once_each_with_its_key()
    {
        var fault = Assert.Throws<Alliance.Shared.Hosting.SettingsException>(() => Alliance.Gateway.GatewayApp.Build(
            ["--environment=Development", "--urls=http://127.0.0.1:0", "--Limits:CallsAtOnce=0", "--Limits:Streams=-1", "--ReverseProxy:Clusters:requests:Destinations:a:Address=nowhere"],
            Path.Combine(Repository.Root, "gateway")));

        foreach (var key in new[] { "Limits:CallsAtOnce", "Limits:Streams", "ReverseProxy:Clusters:requests:Destinations:a:Address", "ReverseProxy:Clusters:notifications:Destinations", "Identity:Metadata", "Session:Issuer", "Session:ClientSecret", "Session:Accounts", "Storage:Directory" })
        {
            Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<string?> Line(StreamReader lines) =>
        await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    private static async Task Until(Func<Task<bool>> met)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await met()) await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
    }
}
