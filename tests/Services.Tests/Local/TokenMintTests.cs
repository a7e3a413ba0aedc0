using System.Security.Claims;
using System.Security.Cryptography;
using Alliance.Local;
using Alliance.Shared.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class TokenMintTests : IDisposable
{
    private readonly RSA key = RSA.Create(2048);
    private readonly PeopleDirectory people = PeopleDirectory.Read(Path.Combine(AppContext.BaseDirectory, "people.json"));

    [Fact]
    public async Task A_token_is_read_by_the_services_as_the_person_it_was_made_for()
    {
        var person = people.Find("Dmytro");
        using var mint = new TokenMint(key.ExportPkcs8PrivateKeyPem());
        var result = await Check(mint.For(person, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow()));
        Assert.True(result.IsValid, result.Exception?.Message);
        var caller = Caller.From(new ClaimsPrincipal(result.ClaimsIdentity));
        Assert.NotNull(caller);
        Assert.Equal((person.Id, person.Language), (caller.PersonId, caller.Language));
        Assert.Equal(person.Memberships.Select(member => new Membership(member.OrganisationId, member.Role)), caller.Memberships);
    }

    [Fact]
    public async Task A_token_past_its_time_is_refused()
    {
        using var mint = new TokenMint(key.ExportPkcs8PrivateKeyPem());
        var result = await Check(mint.For(people.People[0], TimeSpan.FromMinutes(-10), TimeProvider.System.GetUtcNow()));
        Assert.IsType<SecurityTokenExpiredException>(result.Exception);
    }

    [Fact]
    public async Task A_token_of_another_start_is_refused()
    {
        using var other = RSA.Create(2048);
        using var mint = new TokenMint(other.ExportPkcs8PrivateKeyPem());
        var result = await Check(mint.For(people.People[0], TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow()));
        Assert.IsAssignableFrom<SecurityTokenInvalidSignatureException>(result.Exception);
    }

    public void Dispose() => key.Dispose();

    private Task<TokenValidationResult> Check(string token) => new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = TokenMint.Issuer,
        ValidAudience = TokenMint.Audience,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = new RsaSecurityKey(key.ExportParameters(includePrivateParameters: false)),
    });
}
