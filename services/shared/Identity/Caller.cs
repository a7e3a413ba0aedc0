using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Alliance.Shared.Identity;

/// <summary>Who is calling, as the checked token says.</summary>
/// <param name="Memberships">Roles, always within an organisation.</param>
/// <param name="Language">BCP 47; null = by Accept-Language.</param>
public sealed record Caller(Guid PersonId, IReadOnlyList<Membership> Memberships, string? Language = null)
{
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

    /// <summary>Reads the claims of a token that was checked; a token without a person id has no caller.</summary>
    public static Caller? From(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (!Guid.TryParse(principal.FindFirstValue("sub"), out var personId)) return null;
        var memberships = principal.FindAll(MemberClaim)
            .Select(c => c.Value.Split(':', 2))
            .Where(p => p.Length == 2 && Guid.TryParse(p[0], out _))
            .Select(p => new Membership(Guid.Parse(p[0]), p[1]))
            .ToArray();
        return new Caller(personId, memberships, principal.FindFirstValue("locale"));
    }
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
