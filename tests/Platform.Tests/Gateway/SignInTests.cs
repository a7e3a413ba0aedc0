using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Alliance.Contracts;
using Alliance.Gateway.KeepingSessions;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>The whole sign-in through accounts itself, and what becomes of the session it begins.</summary>
public sealed class SignInTests(RealAccounts accounts) : IClassFixture<RealAccounts>, IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alliance-sign-in-");
    private RunningGateway gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => gateway = await Start(accounts.GatewayPort);

    public async ValueTask DisposeAsync()
    {
        FailPoints.OnReach = null;
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_person_signs_in_with_code_and_challenge_and_goes_on_where_they_were()
    {
        using var browser = new PlainBrowser(accounts.Public);
        var person = accounts.People.Find("Andrii Melnyk");

        var page = await browser.SignIn(person.Email, PeopleDirectory.Password, "/inbox?unread=true");

        var arrival = await RunningGateway.Arrived(page);
        Assert.Equal("/inbox?unread=true", arrival.Path + arrival.Query);
        var token = new JsonWebToken(arrival.One("Authorization")!["Bearer ".Length..]);
        Assert.Equal((person.Id.ToString(), accounts.Public.AbsoluteUri), (token.Subject, token.Issuer));
        Assert.Equal([IdentitySettings.Audience], token.Audiences);

        var authorize = HttpUtility.ParseQueryString(browser.Way.First(w => w.AbsolutePath == "/connect/authorize").Query);
        Assert.Equal(("code", "S256", "query", "gateway"), (authorize["response_type"], authorize["code_challenge_method"], authorize["response_mode"] ?? "query", authorize["client_id"]));
        Assert.Equal(accounts.Public + "sign-in/callback", authorize["redirect_uri"]);
        Assert.All(browser.Way, at => Assert.Equal(accounts.Public.Authority, at.Authority));
        Assert.All(browser.Set, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            foreach (var attribute in new[] { "; secure", "; httponly", "; samesite=" }) Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        });
        // What the way needed is gone; who is signed in where is left.
        Assert.Equal(["__Host-accounts", "__Host-accounts-form", SessionCookie.Name], browser.Cookies.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_sign_in_has_a_new_key_and_the_old_one_is_worth_nothing()
    {
        using var browser = new PlainBrowser(accounts.Public);
        // A key somebody else put there.
        var planted = SessionCookie.NewKey();
        browser.Cookies[SessionCookie.Name] = planted;
        await SignIn(browser);
        var first = browser.Cookies[SessionCookie.Name];
        Assert.NotEqual(planted, first);

        await browser.Get("/sign-in?returnUrl=/");
        Assert.NotEqual(first, browser.Cookies[SessionCookie.Name]);
        using var thief = browser.Copy();
        thief.Cookies[SessionCookie.Name] = first;
        Assert.False((await RunningGateway.Arrived(await thief.Get("/"))).Has("Authorization"));
        Assert.True((await RunningGateway.Arrived(await browser.Get("/"))).Has("Authorization"));
    }

    [Fact]
    public async Task An_answer_of_accounts_that_this_browser_did_not_ask_for_signs_nobody_in()
    {
        // The attacker's own code, stopped before it is used, brought to another browser.
        using var attacker = new PlainBrowser(accounts.Public);
        await SignIn(attacker);
        var step = await attacker.Once(HttpMethod.Get, "/sign-in");
        while (!step.Headers.Location!.OriginalString.Contains("/sign-in/callback", StringComparison.Ordinal)) step = await attacker.Once(HttpMethod.Get, step.Headers.Location.OriginalString);

        using var victim = new PlainBrowser(accounts.Public);
        var answer = await victim.Get(step.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("sign-in-failed", (await RunningGateway.Problem(answer)).GetProperty("code").GetString());
        Assert.DoesNotContain(SessionCookie.Name, victim.Cookies.Keys);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_accounts_and_takes_the_tokens_back()
    {
        using var browser = new PlainBrowser(accounts.Public);
        await SignIn(browser);
        using var thief = browser.Copy();
        var refresh = (await SessionOf(browser))!.Tokens.Refresh;

        var page = await browser.Follow(HttpMethod.Post, "/sign-out");

        Assert.True(page.IsSuccessStatusCode);
        Assert.Equal("/", browser.Way[^1].AbsolutePath);
        Assert.DoesNotContain(browser.Cookies.Keys, name => name is SessionCookie.Name or "__Host-accounts");
        Assert.False((await RunningGateway.Arrived(await thief.Get("/"))).Has("Authorization"));
        await browser.Get("/sign-in");
        Assert.Equal("/account/sign-in", browser.Way[^1].AbsolutePath);
        Assert.Equal("invalid_grant", await Redeem(refresh));
    }

    [Fact]
    public async Task Two_gateways_that_find_old_tokens_at_the_same_time_renew_them_once()
    {
        await using var second = await Start(0);
        using var browser = new PlainBrowser(accounts.Public);
        await SignIn(browser);
        // A used refresh token used again ends its whole chain at accounts: a second renewal in any of these rounds would show in the next.
        for (var round = 0; round < 5; round++)
        {
            var before = (await SessionOf(browser))!.Tokens;
            await Outdate(before, gateway, second);
            var cookie = ("Cookie", $"{SessionCookie.Name}={browser.Cookies[SessionCookie.Name]}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? gateway : second).Get("/", null, cookie)));

            var tokens = await Task.WhenAll(answers.Select(async answer => (await RunningGateway.Arrived(answer)).One("Authorization")));
            Assert.NotEqual("Bearer " + before.Access, Assert.Single(tokens.Distinct()));
            Assert.NotNull(tokens[0]);
        }
    }

    [Fact]
    public async Task Who_is_refused_new_tokens_is_signed_out()
    {
        using var browser = new PlainBrowser(accounts.Public);
        await SignIn(browser);
        var session = (await SessionOf(browser))!;
        // Somebody else used the refresh token: accounts takes it for stolen.
        Assert.Null(await Redeem(session.Tokens.Refresh));
        await Outdate(session.Tokens, gateway);

        Assert.False((await RunningGateway.Arrived(await browser.Get("/"))).Has("Authorization"));
        Assert.DoesNotContain(SessionCookie.Name, browser.Cookies.Keys);
        Assert.Equal(EndCodes.Refused, (await Store.Find(session.Document.Id, Ct))!.Value.Ended);
    }

    [Fact]
    public async Task A_crash_between_the_answer_and_its_record_costs_one_sign_in_without_a_password()
    {
        using var browser = new PlainBrowser(accounts.Public);
        await SignIn(browser);
        var session = (await SessionOf(browser))!;
        await Outdate(session.Tokens, gateway);
        var crashes = 1;
        FailPoints.OnReach = point =>
        {
            if (point == "after-refresh" && Interlocked.Decrement(ref crashes) == 0) throw new IOException("as if the process had died here");
        };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.Get("/")).StatusCode);
        await gateway.DisposeAsync();
        gateway = await Start(accounts.GatewayPort);
        await Outdate(session.Tokens, gateway);
        // The claim of the dead runs out, the used token is refused, and that is the end of this session.
        Assert.False((await RunningGateway.Arrived(await browser.Get("/"))).Has("Authorization"));
        Assert.Equal(EndCodes.Refused, (await Store.Find(session.Document.Id, Ct))!.Value.Ended);

        var way = browser.Way.Count;
        Assert.True((await RunningGateway.Arrived(await browser.Get("/sign-in?returnUrl=/inbox"))).Has("Authorization"));
        Assert.DoesNotContain(browser.Way.Skip(way), at => at.AbsolutePath == "/account/sign-in");
    }

    [Theory]
    [InlineData("end", "Rositsa Dimova")]
    [InlineData("erase", "Viktor Danylenko")]
    public async Task Who_is_ended_or_erased_is_out_at_the_very_next_click_and_their_token_at_the_next_call(string verb, string name)
    {
        using var browser = new PlainBrowser(accounts.Public);
        var person = accounts.People.Find(name);
        Assert.True((await RunningGateway.Arrived(await browser.SignIn(person.Email, PeopleDirectory.Password))).Has("Authorization"));
        var token = (await SessionOf(browser))!.Tokens.Access;
        using var office = new PlainBrowser(accounts.Public);
        var marta = accounts.People.Find("Marta Nowak");
        await office.SignIn(marta.Email, PeopleDirectory.Password);
        var administrator = (await SessionOf(office))!.Tokens.Access;
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(HttpMethod.Get, "/api/me", token)).StatusCode);

        using var ended = await gateway.Send(HttpMethod.Post, $"/api/people/{person.Id}/{verb}", administrator, null, ("If-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);

        // The requests' service is an echo here: the gateway itself refuses.
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(HttpMethod.Get, "/api/requests", token)).StatusCode);
        Assert.False((await RunningGateway.Arrived(await browser.Get("/"))).Has("Authorization"));
        Assert.DoesNotContain(SessionCookie.Name, browser.Cookies.Keys);
    }

    [Fact]
    public async Task While_accounts_is_away_nobody_is_signed_out()
    {
        using var browser = new PlainBrowser(accounts.Public);
        await SignIn(browser);
        var session = (await SessionOf(browser))!;
        await Outdate(session.Tokens, gateway);
        await accounts.Kill();

        var away = await browser.Get("/");
        if (away.StatusCode == HttpStatusCode.ServiceUnavailable) Assert.NotNull(away.Headers.RetryAfter);
        await accounts.WaitReady();

        await Wait.Until(async _ => await browser.Get("/"), answer => answer.StatusCode == HttpStatusCode.OK, Ct);
        Assert.True((await RunningGateway.Arrived(await browser.Get("/"))).Has("Authorization"));
        Assert.Null((await Store.Find(session.Document.Id, Ct))!.Value.Ended);
    }

    private Store<Session> Store => gateway.Services.GetRequiredService<Store<Session>>();

    private Task<RunningGateway> Start(int port) =>
        RunningGateway.Start([.. accounts.Settings, $"urls=http://127.0.0.1:{port}", "Storage:Directory=" + folder.FullName]);

    private async Task SignIn(PlainBrowser browser) =>
        Assert.True((await RunningGateway.Arrived(await browser.SignIn(accounts.People.Find("Thomas Keller").Email, PeopleDirectory.Password))).Has("Authorization"));

    private Task<OpenSession?> SessionOf(PlainBrowser browser) =>
        gateway.Services.GetRequiredService<Sessions>().Read(SessionCookie.HashOf(browser.Cookies[SessionCookie.Name]), Ct);

    /// <summary>As if accounts had said that this person's roles changed a moment after these tokens.</summary>
    private static async Task Outdate(Tokens tokens, params RunningGateway[] gateways)
    {
        var first = tokens.IssuedAt.AddSeconds(1);
        await Wait.Until(() => TimeProvider.System.GetUtcNow() >= first, Ct);
        foreach (var one in gateways) one.Services.GetRequiredService<EndedPeople>().Learn(new EndedAccess([new EndedPerson(tokens.PersonId!.Value, first)]));
    }

    /// <returns>The error; null when new tokens were given.</returns>
    private async Task<string?> Redeem(string refreshToken)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = "gateway", ["client_secret"] = new string('g', 32),
        });
        var answer = await http.PostAsync(new Uri(accounts.Address, "connect/token"), form, Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).TryGetProperty("error", out var error) ? error.GetString() : null;
    }
}
