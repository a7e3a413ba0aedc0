using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Testing;

/// <summary>
/// What the other services need of accounts, for tests of one service: a real OpenID issuer on a free port (metadata, keys, tokens for service
/// clients) that answers what a test sets about people. Tokens of persons are signed here and need no server.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>As the platform's public address would be; the server itself listens elsewhere, as accounts does.</summary>
    public const string Issuer = "https://alliance.example.org/";

    private static readonly RsaSecurityKey Key = NewKey("first");
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ConcurrentDictionary<string, bool> given = new();
    private readonly WebApplication server;
    private int questions;

    private TestIssuer(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.Single());

    public ConcurrentDictionary<Guid, PersonCard> People { get; } = new();

    /// <summary>Of those that coordinators are of.</summary>
    public ConcurrentDictionary<Guid, string> OrganisationNames { get; } = new();

    /// <summary>What it has announced so far, as it stands.</summary>
    public IReadOnlyList<OrganisationChanged> OrganisationsAnnounced { get; set; } = [];

    public IReadOnlyList<PersonChanged> PeopleAnnounced { get; set; } = [];

    public ConcurrentDictionary<Guid, DateTimeOffset> Ended { get; } = new();

    /// <summary>By what those are known again who are being erased.</summary>
    public ConcurrentDictionary<Guid, ErasedTraces> Erasures { get; } = new();

    /// <summary>The keys it names; the one tokens are signed with unless a test says otherwise.</summary>
    public IReadOnlyList<RsaSecurityKey> Keys { get; set; } = [Key];

    /// <summary>Stands for the service that owns the documents, too: tokens of links it gave, by document; none where it is not among them.</summary>
    public ConcurrentDictionary<Guid, string> Links { get; } = new();

    /// <summary>What a link shows, by token, and what was done by it.</summary>
    public ConcurrentDictionary<string, LinkShown> Shown { get; } = new();

    /// <summary>By the token of the link.</summary>
    public ConcurrentDictionary<string, CalendarShown> Calendars { get; } = new();

    public ConcurrentQueue<LinkAct> Acts { get; } = new();

    /// <summary>True: every connection is broken off, as if nobody were there.</summary>
    public bool Away { get; set; }

    /// <summary>Service tokens given so far, and questions about people answered.</summary>
    public int TokensGiven => given.Count;

    public int Questions => questions;

    /// <summary>Lifetime of service tokens from now on.</summary>
    public TimeSpan ServiceTokensLast { get; set; } = TimeSpan.FromMinutes(10);

    public static async Task<TestIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer.Map();
        await issuer.server.StartAsync();
        return issuer;
    }

    /// <summary>What a service must be told to believe this issuer.</summary>
    public IEnumerable<(string Key, string Value)> Settings(string service) =>
    [
        ("Identity:Issuer", Issuer), ("Identity:Metadata", new Uri(Address, ".well-known/openid-configuration").AbsoluteUri),
        ("Accounts:Address", Address.AbsoluteUri), ("Accounts:ClientId", $"service-{service}"), ("Accounts:ClientSecret", "secret"),
        ("Links:Experts", Address.AbsoluteUri),
        ("Links:Requests", Address.AbsoluteUri),
    ];

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    /// <summary>A token in the name of a person.</summary>
    /// <param name="expiresIn">From now; a negative one makes a token that has ended.</param>
    public static string Token(
        Guid? person = null, IEnumerable<(Guid Organisation, string Role)>? memberships = null, string? language = null, string? via = null,
        string audience = IdentitySettings.Audience, string issuer = Issuer, TimeSpan? expiresIn = null, DateTimeOffset? issuedAt = null,
        RsaSecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256)
    {
        List<Claim> claims = [new("sub", (person ?? Guid.CreateVersion7()).ToString())];
        claims.AddRange((memberships ?? []).Select(member => new Claim("member", $"{member.Organisation}:{member.Role}")));
        if (language is not null) claims.Add(new Claim("locale", language));
        if (via is not null) claims.Add(new Claim("via", via));
        return Sign(claims, audience, issuer, expiresIn ?? TimeSpan.FromMinutes(10), issuedAt, key ?? Key, algorithm);
    }

    /// <summary>A token in the name of a service.</summary>
    public static string ServiceToken(string client = "service-requests", string audience = IdentitySettings.InternalAudience, TimeSpan? lifetime = null) =>
        Sign([new Claim("sub", client), new Claim("jti", Guid.NewGuid().ToString())], audience, Issuer, lifetime ?? TimeSpan.FromMinutes(10), null, Key, SecurityAlgorithms.RsaSha256);

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private static string Sign(IEnumerable<Claim> claims, string audience, string issuer, TimeSpan expiresIn, DateTimeOffset? issuedAt, RsaSecurityKey key, string algorithm)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = (issuedAt ?? now).UtcDateTime,
            Expires = (now + expiresIn).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }

    private void Map()
    {
        server.Use((http, next) =>
        {
            if (!Away) return next(http);
            http.Abort();
            return Task.CompletedTask;
        });
        // The public address stands in it, as accounts' own metadata has it behind the gateway.
        server.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["jwks_uri"] = Issuer + ".well-known/jwks", ["token_endpoint"] = Issuer + "connect/token",
        }));
        server.MapGet("/.well-known/jwks", () => Results.Json(new { keys = Keys.Select(Public) }));
        server.MapPost("/connect/token", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form["grant_type"] != "client_credentials" || form["client_secret"] != "secret" || form["scope"] != IdentitySettings.InternalAudience)
                return Results.Json(new { error = "invalid_client" }, statusCode: 400);
            var token = ServiceToken(form["client_id"]!, lifetime: ServiceTokensLast);
            given[token] = true;
            return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = (int)ServiceTokensLast.TotalSeconds });
        });
        server.MapGet("/internal/people", (HttpContext http, Guid[] id) =>
        {
            if (!IsService(http)) return Results.StatusCode(401);
            Interlocked.Increment(ref questions);
            return id.Length <= 100 ? Results.Json(new PeopleCards([.. id.Where(People.ContainsKey).Select(one => People[one])])) : Results.StatusCode(400);
        });
        server.MapGet("/internal/coordinators", (HttpContext http, string? after) =>
        {
            if (!IsService(http)) return Results.StatusCode(401);
            var from = 0;
            if (after is not null && !int.TryParse(after, out from)) return Results.StatusCode(400);
            var all = People.Values.Where(p => p.Active && p.Memberships?.Any(m => m.Roles.Any(r => r is Roles.Coordinator or Roles.LeadCoordinator)) == true).OrderBy(p => p.Id).ToArray();
            var cards = all.Skip(from).Take(100).Select(p => new CoordinatorCard(p.Id, p.Name, p.Memberships!, [.. p.Memberships!.Select(m => OrganisationNames.GetValueOrDefault(m.OrganisationId, "A member"))]));
            return Results.Json(new Coordinators([.. cards], from + 100 < all.Length ? $"{from + 100}" : null));
        });
        server.MapPost("/internal/links/new", (HttpContext http, LinkWish wish) => !IsService(http) ? Results.StatusCode(401)
            : Links.TryGetValue(wish.DocumentId, out var token) ? Results.Json(new NewLink(token, DateTimeOffset.MaxValue)) : Results.StatusCode(404));
        server.MapGet("/internal/links", (HttpContext http) => !IsService(http) ? Results.StatusCode(401)
            : Shown.TryGetValue(TokenIn(http), out var shown) ? Results.Json(shown) : Results.StatusCode(404));
        server.MapGet("/internal/calendar", (HttpContext http) => !IsService(http) ? Results.StatusCode(401)
            : Calendars.TryGetValue(TokenIn(http), out var calendar) ? Results.Json(calendar) : Results.StatusCode(404));
        server.MapPost("/internal/links", (HttpContext http, LinkAct act) =>
        {
            if (!IsService(http)) return Results.StatusCode(401);
            if (!Shown.TryGetValue(TokenIn(http), out var shown)) return Results.StatusCode(404);
            if (shown.State != LinkState.Open) return Results.Json(new { code = "link-" + shown.State, title = "" }, statusCode: 409);
            if (act is { Verb: "accept" } && act.Body?["conflictOfInterest"]?["declared"] is null)
                return Results.Json(new { code = "invalid", title = "", errors = new Dictionary<string, string[]> { ["conflictOfInterest.declared"] = ["Required."] } }, statusCode: 400);
            Acts.Enqueue(act);
            return Results.Json(Shown[TokenIn(http)] = shown with { State = LinkState.Answered, Status = act.Verb == "accept" ? "accepted" : "declined" });
        });
        server.MapGet("/internal/erasures/{id:guid}", (HttpContext http, Guid id) => !IsService(http) ? Results.StatusCode(401)
            : Erasures.TryGetValue(id, out var traces) ? Results.Json(traces) : Results.StatusCode(404));
        server.MapGet("/internal/ended", (HttpContext http) => IsService(http)
            ? Results.Json(new EndedAccess([.. Ended.Select(ended => new EndedPerson(ended.Key, ended.Value))]))
            : Results.StatusCode(401));
        server.MapGet("/internal/announced/organisations", (HttpContext http) => IsService(http) ? Results.Json(new AnnouncedOrganisations(OrganisationsAnnounced, null)) : Results.StatusCode(401));
        server.MapGet("/internal/announced/people", (HttpContext http) => IsService(http) ? Results.Json(new AnnouncedPeople(PeopleAnnounced, null)) : Results.StatusCode(401));
    }

    private static string TokenIn(HttpContext http) => http.Request.Headers[ILinks.TokenHeader].ToString();

    private bool IsService(HttpContext http) => http.Request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var token] && given.ContainsKey(token);

    private static object Public(RsaSecurityKey key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64UrlEncoder.Encode(numbers.Modulus), e = Base64UrlEncoder.Encode(numbers.Exponent) };
    }
}
