using System.Net;
using System.Security.Cryptography;
using System.Text;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Alliance.Services.Tests.Shared.Identity;

/// <summary>Which tokens open what, on the hosting every service has.</summary>
public sealed class TokenChecksTests : IAsyncLifetime
{
    private TestIssuer issuer = null!;
    private ProbeService probe = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        probe = await ProbeService.Start(issuer, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await probe.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_persons_token_opens_what_is_for_people()
    {
        var person = Guid.CreateVersion7();
        Assert.Equal((HttpStatusCode.OK, $"{person} "), await probe.Get("/api/caller", TestIssuer.Token(person), Ct));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("garbled")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("another key of the same name")]
    [InlineData("unknown key")]
    [InlineData("algorithm")]
    [InlineData("none")]
    [InlineData("forged claims")]
    [InlineData("shared secret")]
    [InlineData("no person")]
    [InlineData("service")]
    public async Task What_is_not_a_token_of_a_person_for_this_platform_now_opens_nothing(string fault)
    {
        var good = TestIssuer.Token();
        var token = fault switch
        {
            "nothing" => null,
            "garbled" => "a.b.c",
            "audience" => TestIssuer.Token(audience: "others"),
            "issuer" => TestIssuer.Token(issuer: "https://elsewhere.example.org/"),
            "expired" => TestIssuer.Token(expiresIn: TimeSpan.FromSeconds(-30), issuedAt: DateTimeOffset.UtcNow.AddMinutes(-10)),
            "another key of the same name" => TestIssuer.Token(key: TestIssuer.NewKey("first")),
            "unknown key" => TestIssuer.Token(key: TestIssuer.NewKey("nobody's")),
            "algorithm" => TestIssuer.Token(algorithm: SecurityAlgorithms.RsaSha512),
            "none" => WithHeader(good, """{"alg":"none","typ":"JWT"}""", signature: ""),
            "forged claims" => Forged(good),
            "shared secret" => SignedWithThePublicKey(good),
            "no person" => TestIssuer.ServiceToken("service-requests", audience: IdentitySettings.Audience),
            _ => TestIssuer.ServiceToken(),
        };
        Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Get("/api/caller", token, Ct)).Status);
        Assert.Equal(token is null ? 0 : 1, probe.Log.Count(line => line.StartsWith("Token refused:", StringComparison.Ordinal)));
        // Neither a token nor what stands in one.
        Assert.DoesNotContain(probe.Log, line => line.Contains("eyJ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("person for services")]
    [InlineData("nothing")]
    public async Task What_is_between_services_is_closed_to_people(string fault)
    {
        var token = fault switch
        {
            "person" => TestIssuer.Token(),
            "person for services" => TestIssuer.Token(audience: IdentitySettings.InternalAudience),
            _ => null,
        };
        Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Get("/internal/hello", token, Ct)).Status);
        Assert.Equal((HttpStatusCode.OK, "hello"), await probe.Get("/internal/hello", TestIssuer.ServiceToken(), Ct));
    }

    [Fact]
    public async Task Through_which_client_a_person_acts_is_known_and_logged()
    {
        var person = Guid.CreateVersion7();
        Assert.Equal((HttpStatusCode.OK, $"{person} hromada-archive.2"), await probe.Get("/api/caller", TestIssuer.Token(person, via: "hromada-archive.2"), Ct));
        Assert.Contains(probe.Log, line => line.Contains($"for {person} via hromada-archive.2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\nDenied: person somebody")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task A_client_that_is_no_id_is_refused_and_never_logged(string via)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Get("/api/caller", TestIssuer.Token(via: via), Ct)).Status);
        Assert.DoesNotContain(probe.Log, line => line.Contains("person somebody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_token_claims_writes_no_line_of_the_log()
    {
        var token = TestIssuer.Token(language: "uk\nInjected: line", memberships: [(Guid.CreateVersion7(), "coordinator\nInjected: role")]);
        await probe.Get("/api/coordinators", token, Ct);
        await probe.Get("/api/caller", WithHeader(token, "{\"alg\":\"RS256\",\"kid\":\"a\\nInjected: key\"}", signature: "AAAA"), Ct);
        Assert.DoesNotContain(probe.Log, line => line.Contains("Injected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_is_logged_by_id()
    {
        var person = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get("/api/coordinators", TestIssuer.Token(person, via: "archive"), Ct)).Status);
        Assert.Contains(probe.Log, line => line.StartsWith($"Denied: person {person} via archive, GET", StringComparison.Ordinal));
    }

    private static string Forged(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"sub\":\"", "\"member\":\"x:administrator\",\"sub\":\"", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }

    private static string WithHeader(string token, string header, string signature) => $"{Base64UrlEncoder.Encode(header)}.{token.Split('.')[1]}.{signature}";

    /// <summary>The old trick: the public key, which everybody has, taken for a shared secret.</summary>
    private string SignedWithThePublicKey(string token)
    {
        var text = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","kid":"first","typ":"JWT"}""")}.{token.Split('.')[1]}";
        using var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(issuer.Keys[0].Rsa.ExportSubjectPublicKeyInfoPem()));
        return $"{text}.{Base64UrlEncoder.Encode(hmac.ComputeHash(Encoding.ASCII.GetBytes(text)))}";
    }
}
