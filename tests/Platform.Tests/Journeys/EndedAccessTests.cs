using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Alliance.Local;
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
        using var tokens = new PlatformClient(platform.Platform.Address, await TokenBySignIn(person.Email));
        string[] everywhere = ["/api/me", "/api/requests", "/api/experts?mine=true", "/api/inbox"];
        foreach (var client in new[] { program, tokens })
            foreach (var path in everywhere) Assert.NotEqual(HttpStatusCode.Unauthorized, (await client.Get(path, Ct)).Status);

        using var administrator = new PlatformClient(platform.Platform.Address, await TokenBySignIn(platform.People.Find("Marta Nowak").Email));
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

    /// <summary>The token the gateway would hold for the person: by password, code and verifier.</summary>
    private async Task<string> TokenBySignIn(string email)
    {
        var address = platform.Platform.Address;
        var verifier = Url(RandomNumberGenerator.GetBytes(32));
        var challenge = Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var callback = new Uri(address, "sign-in/callback").AbsoluteUri;
        using var browser = new PlainBrowser(address);
        await browser.SignIn(email, PeopleDirectory.Password);
        var sent = await browser.Once(HttpMethod.Get, $"/connect/authorize?client_id=gateway&redirect_uri={Uri.EscapeDataString(callback)}&response_type=code&response_mode=query"
            + $"&scope=openid%20alliance&state=s&nonce=n&code_challenge={challenge}&code_challenge_method=S256");
        var code = HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["code"]!;

        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("gateway:" + Secrets.Open(platform.Platform.State).Gateway)));
        using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = callback, ["code_verifier"] = verifier,
        }), Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["access_token"]!.GetValue<string>();
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
