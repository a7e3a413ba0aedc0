using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Platform.Tests.Gateway;

public sealed class TrustTests : IAsyncLifetime
{
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("none")]
    [InlineData("garbled")]
    [InlineData("expired")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("key")]
    [InlineData("algorithm")]
    [InlineData("cut")]
    public async Task A_token_that_is_not_ours_or_not_now_ends_at_the_gateway(string fault)
    {
        using var stranger = RSA.Create(2048);
        var token = fault switch
        {
            "none" => null,
            "garbled" => "a.b.c",
            "expired" => RunningGateway.Token(expiresIn: TimeSpan.FromSeconds(-30)),
            "audience" => RunningGateway.Token(audience: "others"),
            "issuer" => RunningGateway.Token(issuer: "others"),
            "key" => RunningGateway.Token(key: stranger),
            "algorithm" => RunningGateway.Token(algorithm: SecurityAlgorithms.RsaSha512),
            _ => RunningGateway.Token()[..^20],
        };

        foreach (var path in new[] { fault == "none" ? "/api/requests/1/history" : "/api/requests", "/api/inbox", "/api/inbox/stream" })
        {
            var answer = await gateway.Get(path, token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            await RunningGateway.Problem(answer);
        }
        Assert.Empty(gateway.Requests.Arrivals);
        Assert.Empty(gateway.Notifications.Arrivals);
    }

    [Theory]
    [InlineData("/api/codelists/topics", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/openapi.json", 200)]
    [InlineData("/reference/", 200)]
    [InlineData("/", 200)]
    [InlineData("/.well-known/openid-configuration", 200)]
    [InlineData("/connect/authorize", 200)]
    [InlineData("/account/sign-in", 200)]
    [InlineData("/api/me", 401)]
    [InlineData("/api/organisations/1/people", 401)]
    [InlineData("/api/people/1/end", 401)]
    [InlineData("/api/clients", 401)]
    [InlineData("/api/requests", 200)]
    [InlineData("/api/requests/statistics", 200)]
    [InlineData("/api/requests/1/history", 401)]
    [InlineData("/links", 200)]
    [InlineData("/api/today", 401)]
    [InlineData("/api/inbox", 401)]
    [InlineData("/api/deliveries", 401)]
    [InlineData("/api/preferences", 401)]
    public async Task Only_what_the_configuration_opens_is_open(string path, int status) =>
        Assert.Equal(status, (int)(await gateway.Get(path)).StatusCode);

    [Fact]
    public async Task Code_lists_are_open_for_reading_only() =>
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Send(HttpMethod.Post, "/api/codelists/topics")).StatusCode);

    [Fact]
    public async Task Every_answer_carries_the_guarding_headers()
    {
        foreach (var path in new[] { "/", "/openapi.json", "/health/ready", "/reference", "/api/requests", "/api/nothing", "/api/requests/careless", "/api/codelists/topics", "/account/careless", "/sign-in", "/api//requests" })
        {
            var answer = await gateway.Get(path, path.Contains("careless", StringComparison.Ordinal) ? RunningGateway.Token() : null);
            var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => h.Key == "Set-Cookie" ? string.Join(',', h.Value) : Assert.Single(h.Value), StringComparer.OrdinalIgnoreCase);
            Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
            // A page's own forms must say where they come from.
            Assert.Equal(path is "/" or "/account/careless" ? "same-origin" : "no-referrer", headers["Referrer-Policy"]);
            Assert.DoesNotContain("unsafe-inline", path.StartsWith("/reference", StringComparison.Ordinal) ? "" : headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("max-age=31536000; includeSubDomains", headers["Strict-Transport-Security"]);
            Assert.Contains("default-src 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{32}$", headers["X-Trace-Id"]);
            Assert.False(headers.ContainsKey("Server"), path);
            Assert.True(path == "/account/careless" || !headers.ContainsKey("Set-Cookie"), path);
        }
    }

    [Fact]
    public async Task A_personal_answer_is_stored_nowhere_whatever_the_service_says() =>
        Assert.Equal("no-store", (await gateway.Get("/api/requests/careless", RunningGateway.Token())).Headers.CacheControl?.ToString());

    [Theory]
    [InlineData("uk", "Спершу увійдіть.")]
    [InlineData("en", "Sign in first.")]
    [InlineData("bg", null)]
    [InlineData("fr", "Sign in first.")]
    public async Task A_problem_speaks_the_callers_language(string language, string? title)
    {
        var problem = await RunningGateway.Problem(await gateway.Get("/api/inbox", null, ("Accept-Language", language)));
        var said = problem.GetProperty("title").GetString()!;
        if (title is not null) Assert.Equal(title, said);
        else Assert.Matches(new Regex(@"\p{IsCyrillic}"), said);
        if (language == "bg") Assert.NotEqual("Спершу увійдіть.", said);
    }

    [Fact]
    public async Task The_tokens_language_speaks_where_the_call_names_none()
    {
        var problem = await RunningGateway.Problem(await Stopped(RunningGateway.Token(language: "uk")));
        Assert.Contains("недоступна", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callers_trace_is_continued_to_the_service_and_named_in_the_answer()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const string span = "00f067aa0ba902b7";
        var answer = await gateway.Get("/api/requests", RunningGateway.Token(), ("traceparent", $"00-{trace}-{span}-01"));
        var arrival = await RunningGateway.Arrived(answer);

        Assert.Equal(trace, Assert.Single(answer.Headers.GetValues("X-Trace-Id")));
        Assert.StartsWith($"00-{trace}-", arrival.One("traceparent"), StringComparison.Ordinal);
        Assert.DoesNotContain(span, arrival.One("traceparent"), StringComparison.Ordinal);

        var problem = await RunningGateway.Problem(await gateway.Get("/api/nothing", null, ("traceparent", $"00-{trace}-{span}-01")));
        Assert.Equal(trace, problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task A_call_without_a_trace_gets_one_that_the_service_sees()
    {
        var answer = await gateway.Get("/api/requests", RunningGateway.Token());
        var arrival = await RunningGateway.Arrived(answer);
        Assert.Contains(Assert.Single(answer.Headers.GetValues("X-Trace-Id")), arrival.One("traceparent"), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> Stopped(string token)
    {
        await gateway.Requests.DisposeAsync();
        return await gateway.Get("/api/requests", token);
    }
}
