using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Alliance.Shared.Identity;

/// <summary>Who is calling, as the checked token says.</summary>
/// <param name="Memberships">Roles, always within an organisation.</param>
/// <param name="Language">BCP 47; null = by Accept-Language.</param>
/// <param name="ViaClient">The API client that acts for the person; null when the person signed in.</param>
/// <param name="IssuedAt">When the token was issued, whole seconds; null where it does not say.</param>
public sealed partial record Caller(
    Guid PersonId, IReadOnlyList<Membership> Memberships, string? Language = null, string? ViaClient = null, DateTimeOffset? IssuedAt = null)
{
    /// <summary>Greatest time JSON's seconds can name here: the end of the year 9999.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>The claim of one role within one organisation: <c>{organisationId}:{role}</c>, repeated.</summary>
    public const string MemberClaim = "member";

    /// <summary>The caller of this HTTP request; null when it is anonymous.</summary>
    public static Caller? Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Items[typeof(Caller)] as Caller;
    }

    /// <summary>Binds an endpoint's parameter. Authorization ran before, so an endpoint that is not anonymous always has one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http));

    public bool Has(string role) => Memberships.Any(m => m.Role == role);

    public bool Has(string role, Guid organisationId) => Memberships.Any(m => m.Role == role && m.OrganisationId == organisationId);

    public bool BelongsTo(Guid organisationId) => Memberships.Any(m => m.OrganisationId == organisationId);

    /// <summary>Reads the claims of a token that was checked; a token without a person id, or with a client that is no id, has no caller.</summary>
    public static Caller? From(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (!Guid.TryParse(principal.FindFirstValue("sub"), out var personId)) return null;
        var memberships = principal.FindAll(MemberClaim)
            .Select(c => c.Value.Split(':', 2))
            .Where(p => p.Length == 2 && Guid.TryParse(p[0], out _))
            .Select(p => new Membership(Guid.Parse(p[0]), p[1]))
            .ToArray();
        var via = principal.FindFirstValue("via");
        // It goes into logs and histories: an id is all it may be.
        if (via is not null && !ClientId().IsMatch(via)) return null;
        var issuedAt = long.TryParse(principal.FindFirstValue("iat"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : (DateTimeOffset?)null;
        return new Caller(personId, memberships, principal.FindFirstValue("locale"), via, issuedAt);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex ClientId();
}

/// <summary>A role within an organisation; the words of <see cref="Roles"/>.</summary>
public sealed record Membership(Guid OrganisationId, string Role);

/// <summary>The roles of the domain, literal.</summary>
public static class Roles
{
    public const string AuthorityEditor = "authority-editor";
    public const string AuthoritySignatory = "authority-signatory";
    public const string Expert = "expert";
    public const string OrganisationAdministrator = "organisation-administrator";
    public const string Coordinator = "coordinator";
    public const string LeadCoordinator = "lead-coordinator";
    public const string Observer = "observer";
    public const string Administrator = "administrator";
}
