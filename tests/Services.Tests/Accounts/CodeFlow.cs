using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>One pass of the authorization code flow as the gateway makes it, each step open to a test.</summary>
internal sealed class CodeFlow(ProviderSlice provider)
{
    public string Verifier { get; } = Url(RandomNumberGenerator.GetBytes(32));

    public string AuthorizeWith(params (string Name, string? Value)[] changed)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "gateway", ["redirect_uri"] = provider.Callback, ["response_type"] = "code", ["response_mode"] = "query",
            ["scope"] = "openid profile offline_access alliance", ["state"] = "the-state", ["nonce"] = "the-nonce",
            ["code_challenge"] = Url(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))), ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changed) query[name] = value;
        return "/connect/authorize?" + string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}"));
    }

    /// <summary>Opens the flow, fills in the sign-in form, and comes to where the provider sends the browser then.</summary>
    public async Task<BrowserPage> SignIn(Browser browser, string email, string password, CancellationToken ct)
    {
        var form = await browser.Follow(AuthorizeWith(), ct);
        var answer = await browser.Post("/account/sign-in", form.Filled(("email", email), ("password", password)), ct);
        return answer.Location is { } next ? await browser.Follow(next, ct, until: provider.Callback) : answer;
    }

    public async Task<string> Code(Browser browser, string email, CancellationToken ct)
    {
        var sent = await SignIn(browser, email, ProviderSlice.Password, ct);
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        Assert.StartsWith(provider.Callback + "?", sent.Location, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(new Uri(sent.Location!).Query);
        Assert.Equal("the-state", query["state"]);
        return Assert.IsType<string>(query["code"]);
    }

    public Task<(int Status, JsonObject Body)> Exchange(string code, CancellationToken ct, string? verifier = null, string? redirect = null) => provider.Token(
        "gateway", ProviderSlice.GatewaySecret, ct, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect ?? provider.Callback),
        ("code_verifier", verifier ?? Verifier));

    public Task<(int Status, JsonObject Body)> Refresh(string token, CancellationToken ct) =>
        provider.Token("gateway", ProviderSlice.GatewaySecret, ct, ("grant_type", "refresh_token"), ("refresh_token", token));

    /// <summary>The claims of a token, unchecked.</summary>
    public static JsonObject Claims(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Convert.FromBase64String(part.PadRight(part.Length + ((4 - (part.Length % 4)) % 4), '=')))!.AsObject();
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
