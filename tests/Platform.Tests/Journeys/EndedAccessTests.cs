using System.Net;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>Who is ended is out: in the browser, with tokens in hand, and with a program.</summary>
[Collection<WholePlatform>]
public sealed class EndedAccessTests(JourneyPlatform platform)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ended_person_is_out_everywhere_within_thirty_seconds()
    {
        var person = platform.People.Find("Viktor Danylenko");
        using var browser = new PlainBrowser(platform.Platform.Address);
        await browser.SignIn(person.Email, PeopleDirectory.Password, "/inbox");
        Assert.Equal("/inbox", browser.Way[^1].AbsolutePath);
        using var program = new PlatformClient(platform.Platform.Address, platform.TokenOf(person.Name));
        using var tokens = new PlatformClient(platform.Platform.Address, await SignInByHand.AccessToken(platform, person.Email));
        string[] everywhere = ["/api/me", "/api/requests", "/api/experts?mine=true", "/api/inbox"];
        foreach (var client in new[] { program, tokens })
            foreach (var path in everywhere) Assert.NotEqual(HttpStatusCode.Unauthorized, (await client.Get(path, Ct)).Status);

        using var administrator = new PlatformClient(platform.Platform.Address, await SignInByHand.AccessToken(platform, platform.People.Find("Marta Nowak").Email));
        var organisation = person.Memberships[0].OrganisationId;
        var known = (await administrator.Get($"/api/organisations/{organisation}/people/{person.Id}", Ct)).Must(HttpStatusCode.OK);
        (await administrator.Post($"/api/people/{person.Id}/end", null, Ct, known.Revision)).Must(HttpStatusCode.OK);

        await Wait.Until(async _ =>
        {
            foreach (var client in new[] { program, tokens })
                foreach (var path in everywhere)
                    if ((await client.Get(path, Ct)).Status != HttpStatusCode.Unauthorized) return path;
            await browser.Get("/inbox");
            return browser.Way[^1].AbsolutePath == "/account/sign-in" ? "out" : "browser";
        }, where => where == "out", Ct, Within);
        await browser.SignIn(person.Email, PeopleDirectory.Password, "/inbox");
        Assert.Equal("/account/sign-in", browser.Way[^1].AbsolutePath);
    }

    [Fact]
    public async Task A_program_acting_for_an_administrator_ends_nobody()
    {
        using var program = platform.As("Marta Nowak");
        var person = platform.People.Find("Elena Petrova");
        var known = (await program.Get($"/api/organisations/{person.Memberships[0].OrganisationId}/people/{person.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Post($"/api/people/{person.Id}/end", null, Ct, known.Revision)).Status);
    }
}
