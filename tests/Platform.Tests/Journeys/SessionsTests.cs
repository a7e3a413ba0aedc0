using System.Net;
using Alliance.Gateway.KeepingSessions;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A person in front of the whole platform, signed in by password.</summary>
[Collection<WholePlatform>]
public sealed class SessionsTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_outlives_the_death_of_gateway_accounts_and_portal_and_ends_by_sign_out()
    {
        using var browser = new PlainBrowser(platform.Platform.Address);
        Assert.True(await SaysSignedIn(await browser.SignIn(platform.People.Find("Thomas Keller").Email, PeopleDirectory.Password, "/inbox")));
        Assert.Equal("/inbox", browser.Way[^1].AbsolutePath);
        var key = browser.Cookies[SessionCookie.Name];

        foreach (var name in new[] { "gateway", "accounts", "portal" }) await platform.Platform[name].Kill();
        await platform.Platform.WaitReady(Ct);
        var page = await Wait.Until(_ => browser.Get("/inbox"), answer => answer.StatusCode == HttpStatusCode.OK, Ct);
        Assert.True(await SaysSignedIn(page));
        Assert.Equal(key, browser.Cookies[SessionCookie.Name]);

        using var thief = browser.Copy();
        await browser.Follow(HttpMethod.Post, "/sign-out");
        Assert.False(await SaysSignedIn(await browser.Get("/")));
        Assert.False(await SaysSignedIn(await thief.Get("/")));
        await thief.Get("/inbox");
        Assert.Equal("/account/sign-in", thief.Way[^1].AbsolutePath);
    }

    private static async Task<bool> SaysSignedIn(HttpResponseMessage page) =>
        (await page.Content.ReadAsStringAsync(Ct)).Contains("action=\"/sign-out\"", StringComparison.Ordinal);
}
