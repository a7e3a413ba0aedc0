using System.Net;
using Alliance.Gateway.KeepingSessions;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>What the session cookie opens and what it does not, and what of a call goes on to whom.</summary>
public sealed class CookieRulesTests : IAsyncLifetime
{
    private static readonly string Ours = TestIssuer.Issuer.TrimEnd('/');
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task The_portal_gets_the_persons_token_and_never_the_session_cookie()
    {
        var (cookie, token) = await gateway.SignedIn();

        var arrival = await RunningGateway.Arrived(await gateway.Get("/inbox", null, ("Cookie", $"{cookie}; __Host-portal=a; __Host-portal-x=b; __Host-accounts=c; other=d")));

        Assert.Equal("Bearer " + token, arrival.One("Authorization"));
        Assert.Equal("__Host-portal=a; __Host-portal-x=b", arrival.One("Cookie"));
        Assert.Single(gateway.Portal.Arrivals);
    }

    [Fact]
    public async Task The_stream_opens_by_cookie_and_the_rest_of_the_api_does_not()
    {
        var (cookie, _) = await gateway.SignedIn();

        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/inbox/stream", null, ("Cookie", cookie))).StatusCode);
        foreach (var path in new[] { "/api/requests/1/history", "/api/inbox", "/api/preferences", "/api/me", "/api/organisations", "/api/inbox/stream/" })
        {
            var answer = await gateway.Get(path, null, ("Cookie", cookie));
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized || path.EndsWith('/'), path);
        }
        Assert.Empty(gateway.Requests.Arrivals);
        Assert.Empty(gateway.Accounts.Arrivals);
    }

    [Theory]
    [InlineData("/api/requests?format=csv&status=matching")]
    [InlineData("/api/requests/statistics?format=csv")]
    [InlineData("/api/today?format=csv")]
    [InlineData("/api/experts?format=csv")]
    [InlineData("/api/assignments?format=csv")]
    [InlineData("/api/organisations?format=csv")]
    public async Task A_list_that_a_page_offers_as_a_file_is_read_in_the_persons_name_and_nothing_else_by_that_word(string path)
    {
        var (cookie, token) = await gateway.SignedIn();

        var arrival = await RunningGateway.Arrived(await gateway.Get(path, null, ("Cookie", cookie)));
        Assert.Equal("Bearer " + token, arrival.One("Authorization"));
        Assert.False(arrival.Has("Cookie"));
        foreach (var other in new[] { "/api/requests/1/history?format=csv", "/api/me?format=csv", path.Replace("format=csv", "format=json", StringComparison.Ordinal) })
        {
            var answer = await gateway.Get(other, null, ("Cookie", cookie));
            if (answer.StatusCode != HttpStatusCode.Unauthorized) Assert.False((await RunningGateway.Arrived(answer)).Has("Authorization"), other);
        }
    }

    [Theory]
    [InlineData("good")]
    [InlineData("unknown")]
    [InlineData("garbled")]
    public async Task With_a_session_cookie_whatever_it_is_worth_a_token_is_dropped(string worth)
    {
        var (good, own) = await gateway.SignedIn();
        var cookie = worth switch { "good" => good, "unknown" => $"{SessionCookie.Name}={SessionCookie.NewKey()}", _ => $"{SessionCookie.Name}=x" };
        var foreign = RunningGateway.Token();

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Get("/api/requests", foreign, ("Cookie", cookie))).StatusCode);
        var open = await RunningGateway.Arrived(await gateway.Get("/api/codelists/topics", foreign, ("Cookie", cookie)));
        Assert.False(open.Has("Authorization"));
        var page = await RunningGateway.Arrived(await gateway.Get("/", foreign, ("Cookie", cookie)));
        Assert.Equal(worth == "good" ? "Bearer " + own : null, page.One("Authorization"));
    }

    [Theory]
    [InlineData("/api/codelists/topics", "Bearer", true)]
    [InlineData("/api/codelists/topics", "Basic", false)]
    [InlineData("/connect/token", "Basic", true)]
    [InlineData("/connect/token", "Bearer", false)]
    [InlineData("/connect/token/x", "Basic", false)]
    [InlineData("/connect/authorize", "Basic", false)]
    [InlineData("/account/sign-in", "Bearer", false)]
    [InlineData("/", "Bearer", false)]
    [InlineData("/apix", "Bearer", false)]
    public async Task Without_a_cookie_a_token_passes_to_the_api_and_a_clients_secret_to_where_tokens_are_given(string path, string scheme, bool passes)
    {
        var value = scheme == "Bearer" ? "Bearer " + RunningGateway.Token() : "Basic eDp5";
        var arrival = await RunningGateway.Arrived(await gateway.Get(path, null, ("Authorization", value)));
        Assert.Equal(passes ? value : null, arrival.One("Authorization"));
    }

    [Fact]
    public async Task Two_authorizations_in_one_call_are_none()
    {
        var arrival = await RunningGateway.Arrived(await gateway.Get("/api/codelists/topics", null, ("Authorization", "Bearer a"), ("Authorization", "Bearer b")));
        Assert.False(arrival.Has("Authorization"));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "https://evil.example", true)]
    [InlineData("same-site", "ours", false)]
    [InlineData("cross-site", "ours", false)]
    [InlineData("none", "ours", false)]
    [InlineData("", "ours", false)]
    [InlineData(null, "ours", true)]
    [InlineData(null, "null", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "https://alliance.example.org.evil.example", false)]
    [InlineData(null, "http://alliance.example.org", false)]
    public async Task A_change_with_the_cookie_comes_from_our_own_page(string? site, string? origin, bool accepted)
    {
        var (cookie, _) = await gateway.SignedIn();
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new HttpMethod("TRACE") })
        {
            List<(string, string)> headers = [("Cookie", cookie)];
            if (site is not null) headers.Add(("Sec-Fetch-Site", site));
            if (origin is not null) headers.Add(("Origin", origin == "ours" ? Ours : origin));
            var before = gateway.Portal.Arrivals.Count;
            var answer = await gateway.Send(method, "/inbox", null, null, [.. headers]);

            if (!accepted)
            {
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Equal("foreign-page", (await RunningGateway.Problem(answer)).GetProperty("code").GetString());
            }
            Assert.Equal(accepted && method == HttpMethod.Post, gateway.Portal.Arrivals.Count > before);
        }
    }

    [Fact]
    public async Task A_foreign_page_signs_nobody_out_and_none_with_accounts_cookie_signs_in()
    {
        var (cookie, _) = await gateway.SignedIn();
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Send(HttpMethod.Post, "/sign-out", null, null, ("Cookie", cookie), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Send(HttpMethod.Post, "/account/sign-in", null, null, ("Cookie", "__Host-accounts-form=1"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.True((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));
        Assert.Empty(gateway.Accounts.Arrivals);
    }

    [Fact]
    public async Task Accounts_gets_its_own_cookies_and_sets_no_others()
    {
        var (cookie, _) = await gateway.SignedIn();

        var arrival = await RunningGateway.Arrived(await gateway.Get("/account/sign-in", null, ("Cookie", $"{cookie}; __Host-accounts=c; __Host-accounts-form=d; __Host-portal=a; x=y")));
        Assert.Equal("__Host-accounts=c; __Host-accounts-form=d", arrival.One("Cookie"));
        Assert.False(arrival.Has("Authorization"));

        var set = (await gateway.Get("/account/careless")).Headers.GetValues("Set-Cookie").Select(c => c.Split('=')[0]);
        Assert.Equal(["__Host-accounts", "__Host-accounts-form"], set);
    }

    [Theory]
    [InlineData("__Host-session")]
    [InlineData("__host-session")]
    [InlineData("__%48ost-session")]
    [InlineData(" __Host-session ")]
    public async Task No_service_sees_the_session_cookie_however_it_is_written(string name)
    {
        var (cookie, _) = await gateway.SignedIn();
        var key = cookie.Split('=')[1];
        foreach (var path in new[] { "/", "/account/sign-in", "/connect/authorize", "/.well-known/openid-configuration", "/api/codelists/topics" })
        {
            var arrival = await RunningGateway.Arrived(await gateway.Get(path, null, ("Cookie", $"__Host-portal=1; {name}={key}; __Host-accounts=2")));
            Assert.DoesNotContain(arrival.Headers.SelectMany(h => h.Value), value => value.Contains(key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Two_session_cookies_are_none()
    {
        var (mine, _) = await gateway.SignedIn();
        var (other, _) = await gateway.SignedIn();
        Assert.False((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", $"{mine}; {other}")))).Has("Authorization"));
    }

    [Fact]
    public async Task What_a_browser_says_of_its_person_or_way_reaches_neither_portal_nor_accounts()
    {
        var (cookie, _) = await gateway.SignedIn();
        foreach (var path in new[] { "/", "/account/sign-in" })
        {
            var arrival = await RunningGateway.Arrived(await gateway.Get(path, null, ("Cookie", cookie), ("X-User-Id", "admin"), ("X-User-Roles", "administrator"),
                ("X-Forwarded-For", "10.1.1.1"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "for=10.1.1.1")));
            Assert.DoesNotContain(arrival.Headers.Keys, name => name.StartsWith("x-user-", StringComparison.Ordinal));
            Assert.Equal("127.0.0.1", arrival.One("X-Forwarded-For"));
            Assert.Equal($"127.0.0.1:{gateway.Address.Port}", arrival.One("X-Forwarded-Host"));
            Assert.False(arrival.Has("X-Forwarded-Prefix") || arrival.Has("Forwarded"));
        }
    }

    [Fact]
    public async Task Pages_may_load_what_is_ours_alone_and_are_kept_nowhere_but_their_style_sheet_may_be()
    {
        var (cookie, _) = await gateway.SignedIn();
        foreach (var path in new[] { "/", "/inbox", "/account/careless" })
        {
            var page = await gateway.Get(path, null, ("Cookie", cookie));
            var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", policy);
            Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        }
        Assert.Equal("public, max-age=600", (await gateway.Get("/assets/site.css", null, ("Cookie", cookie))).Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task An_ended_session_opens_nothing_and_its_cookie_is_taken_back()
    {
        var (cookie, _) = await gateway.SignedIn();
        var sessions = (Sessions)gateway.Services.GetService(typeof(Sessions))!;
        var hash = SessionCookie.HashOf(cookie.Split('=')[1]);
        await sessions.End((await sessions.Read(hash, TestContext.Current.CancellationToken))!, EndCodes.SignedOut, TestContext.Current.CancellationToken);

        var page = await gateway.Get("/", null, ("Cookie", cookie));
        Assert.False((await RunningGateway.Arrived(page)).Has("Authorization"));
        // The browser is told to forget it.
        Assert.StartsWith("__Host-session=; expires=Thu, 01 Jan 1970", Assert.Single(page.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Get("/api/inbox/stream", null, ("Cookie", cookie))).StatusCode);
    }
}
