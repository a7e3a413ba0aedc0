using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Local;

/// <summary>Signs development tokens (RS256), which services accept only in Development and only while they listen on loopback alone.</summary>
public sealed class TokenMint : IDisposable
{
    public const string Issuer = "alliance-development";
    public const string Audience = "alliance";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly RSA key = RSA.Create();
    private readonly SigningCredentials credentials;

    /// <param name="privateKey">PEM, PKCS #8.</param>
    public TokenMint(string privateKey)
    {
        key.ImportFromPem(privateKey);
        credentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256);
    }

    /// <exception cref="CannotStartException">The platform has not been started with this state folder.</exception>
    public static TokenMint Open(string privateKeyFile) => File.Exists(privateKeyFile)
        ? new TokenMint(File.ReadAllText(privateKeyFile))
        : throw new CannotStartException($"{privateKeyFile} does not exist: start the platform first (./run.sh).");

    /// <summary>A bearer token for a person of the directory.</summary>
    public string For(Person person, TimeSpan lifetime, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        return For(person.Id, person.Memberships, person.Language, lifetime, now);
    }

    /// <summary>A bearer token for anybody: also for people and roles no directory knows.</summary>
    /// <param name="lifetime">From now; a negative one makes a token that has ended.</param>
    public string For(Guid personId, IEnumerable<PersonMembership> memberships, string? language, TimeSpan lifetime, DateTimeOffset now)
    {
        var claims = new List<Claim> { new("sub", personId.ToString()) };
        claims.AddRange(memberships.Select(member => new Claim("member", $"{member.OrganisationId}:{member.Role}")));
        if (language is not null) claims.Add(new Claim("locale", language));
        var ends = now + lifetime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now.UtcDateTime,
            NotBefore = (ends < now ? ends - TimeSpan.FromMinutes(1) : now).UtcDateTime,
            Expires = ends.UtcDateTime,
            SigningCredentials = credentials,
        });
    }

    public void Dispose() => key.Dispose();
}
