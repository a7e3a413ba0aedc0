using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Local;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>Tokens and codes that are forged, of another or used before. At the gateway and past it.</summary>
[Collection<WholePlatform>]
public sealed class ForgedTokensTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE with signature")]
    [InlineData("HS256 with the public key")]
    [InlineData("another person")]
    [InlineData("more roles")]
    [InlineData("another key")]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("a service's own")]
    [InlineData("the id token")]
    [InlineData("the refresh token")]
    public async Task A_token_that_is_none_of_ours_for_this_opens_nothing_anywhere(string fault)
    {
        var good = platform.TokenOf("Dmytro Kravets");
        var token = fault switch
        {
            "none" => With(good, h => h["alg"] = "none", _ => { }, signature: ""),
            "None" => With(good, h => h["alg"] = "None", _ => { }, signature: ""),
            "nOnE with signature" => With(good, h => h["alg"] = "nOnE", _ => { }),
            "HS256 with the public key" => await Symmetric(good),
            "another person" => With(good, _ => { }, c => c["sub"] = platform.People.Find("Marta Nowak").Id.ToString()),
            "more roles" => With(good, _ => { }, c => c["member"] = $"{platform.People.Find("Marta Nowak").Memberships[0].OrganisationId}:administrator"),
            "another key" => SignedByStranger(good, _ => { }),
            "another issuer" => SignedByStranger(good, c => c["iss"] = "https://evil.example/"),
            "another audience" => With(good, _ => { }, c => c["aud"] = "others"),
            "a service's own" => await Forger.ServiceToken(platform),
            "the id token" => (await Tokens())["id_token"]!.GetValue<string>(),
            _ => (await Tokens())["refresh_token"]!.GetValue<string>(),
        };
        foreach (var (service, path) in Forger.Everywhere)
        {
            foreach (var address in new[] { platform.Platform.Address, platform.Platform.AddressOf(service) })
            {
                Assert.Equal(HttpStatusCode.OK, (await Forger.Get(address, path, good)).StatusCode);
                Assert.Equal((HttpStatusCode.Unauthorized, path), ((await Forger.Get(address, path, token)).StatusCode, path));
            }
        }
    }

    [Fact]
    public async Task A_code_and_a_refresh_token_are_worth_something_once()
    {
        var flow = new SignInByHand(platform);
        var code = await flow.Code(platform.People.Find("Petro Hnatiuk").Email);
        var (first, tokens) = await flow.Exchange(code);
        var (renewed, next) = await flow.Refresh(tokens["refresh_token"]!.GetValue<string>());
        Assert.Equal((200, 200), (first, renewed));

        var (replayed, refused) = await flow.Refresh(tokens["refresh_token"]!.GetValue<string>());
        Assert.Equal((400, "invalid_grant"), (replayed, refused["error"]!.GetValue<string>()));
        // Who used it first may be the thief: nobody goes on with what came of it.
        Assert.Equal(400, (await flow.Refresh(next["refresh_token"]!.GetValue<string>())).Status);
        var (again, body) = await flow.Exchange(code);
        Assert.Equal((400, "invalid_grant"), (again, body["error"]!.GetValue<string>()));
    }

    private async Task<JsonObject> Tokens()
    {
        var flow = new SignInByHand(platform);
        return (await flow.Exchange(await flow.Code(platform.People.Find("Dmytro Kravets").Email))).Body;
    }

    /// <summary>The confusion of algorithms: what everybody may read, taken for a secret.</summary>
    private async Task<string> Symmetric(string good)
    {
        using var http = new HttpClient { BaseAddress = platform.Platform.Address };
        var key = JsonNode.Parse(await http.GetStringAsync(new Uri(".well-known/jwks", UriKind.Relative), Ct))!["keys"]![0]!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key["n"]!.GetValue<string>()), Exponent = Base64UrlEncoder.DecodeBytes(key["e"]!.GetValue<string>()) });
        var unsigned = With(good, h => h["alg"] = "HS256", _ => { }, signature: "")[..^1];
        return $"{unsigned}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(unsigned)))}";
    }

    private static string SignedByStranger(string good, Action<JsonObject> claims)
    {
        using var rsa = RSA.Create(2048);
        var unsigned = With(good, _ => { }, claims, signature: "")[..^1];
        return $"{unsigned}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <param name="signature">Null: the one it had.</param>
    private static string With(string token, Action<JsonObject> header, Action<JsonObject> claims, string? signature = null)
    {
        var parts = token.Split('.');
        return $"{Changed(parts[0], header)}.{Changed(parts[1], claims)}.{signature ?? parts[2]}";

        static string Changed(string part, Action<JsonObject> change)
        {
            var json = JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
            change(json);
            return Base64UrlEncoder.Encode(json.ToJsonString());
        }
    }
}

/// <summary>What both kinds of forger call with.</summary>
internal static class Forger
{
    public static readonly (string Service, string Path)[] Everywhere =
        [("accounts", "/api/me"), ("requests", "/api/requests"), ("experts", "/api/experts"), ("notifications", "/api/inbox")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<string> ServiceToken(JourneyPlatform platform)
    {
        using var http = new HttpClient { BaseAddress = platform.Platform.AddressOf("accounts") };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "service-requests", ["client_secret"] = Secrets.Open(platform.Platform.State).Services["requests"], ["scope"] = "alliance-internal",
        });
        using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["access_token"]!.GetValue<string>();
    }

    public static async Task<HttpResponseMessage> Get(Uri address, string path, string? token, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var call = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        if (token is not null) call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) call.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(call, Ct);
    }
}
