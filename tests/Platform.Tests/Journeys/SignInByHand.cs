using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Alliance.Local;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>What the gateway does at a sign-in, through the gateway's own address and each step open to a test: code, verifier, tokens.</summary>
internal sealed class SignInByHand(JourneyPlatform platform)
{
    private readonly string verifier = Url(RandomNumberGenerator.GetBytes(32));
    private readonly Uri address = platform.Platform.Address;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Callback => new Uri(address, "sign-in/callback").AbsoluteUri;

    /// <summary>The token the gateway would hold for the person.</summary>
    public static async Task<string> AccessToken(JourneyPlatform platform, string email)
    {
        var flow = new SignInByHand(platform);
        var (_, tokens) = await flow.Exchange(await flow.Code(email));
        return tokens["access_token"]!.GetValue<string>();
    }

    public async Task<string> Code(string email)
    {
        using var browser = new PlainBrowser(address);
        await browser.SignIn(email, PeopleDirectory.Password);
        var sent = await browser.Once(HttpMethod.Get, $"/connect/authorize?client_id=gateway&redirect_uri={Uri.EscapeDataString(Callback)}&response_type=code&response_mode=query"
            + $"&scope=openid%20offline_access%20alliance&state=s&nonce=n&code_challenge={Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}&code_challenge_method=S256");
        return HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["code"]!;
    }

    public Task<(int Status, JsonObject Body)> Exchange(string code) =>
        Token(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", verifier));

    public Task<(int Status, JsonObject Body)> Refresh(string token) => Token(("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<(int Status, JsonObject Body)> Token(params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("gateway:" + Secrets.Open(platform.Platform.State).Gateway)));
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, Ct);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.AsObject());
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
