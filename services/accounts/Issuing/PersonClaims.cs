using System.Globalization;
using System.Security.Claims;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>What a token says of a person: id, roles, language; never a name or an address.</summary>
internal sealed class PersonClaims(Store<Person> people, Store<Organisation> organisations)
{
    /// <summary>The person, if what was issued at this time is still worth something.</summary>
    public async Task<Stored<Person>?> Standing(Guid personId, DateTimeOffset? issuedAt, CancellationToken ct) =>
        await people.Find(personId, ct) is { } person && IsGood(person.Value, issuedAt) ? person : null;

    public static bool IsGood(Person person, DateTimeOffset? issuedAt) =>
        person.Active && (person.NotBefore is not { } first || (issuedAt is { } issued && issued >= first));

    /// <summary>The roles in organisations that are, or may become, members: drafts are written before an organisation is verified.</summary>
    public async Task<IReadOnlyList<Membership>> Memberships(Person person, CancellationToken ct)
    {
        var memberships = new List<Membership>();
        foreach (var membership in person.Memberships)
        {
            if (await organisations.Find(membership.OrganisationId, ct) is { Value.Status: MembershipStatus.Applied or MembershipStatus.Active })
                memberships.AddRange(membership.Roles.Select(role => new Membership(membership.OrganisationId, role)));
        }
        return memberships;
    }

    public async Task<ClaimsPrincipal> Of(Stored<Person> person, string? viaClient, CancellationToken ct)
    {
        var identity = new ClaimsIdentity("accounts", Claims.Subject, "none");
        identity.SetClaim(Claims.Subject, person.Id.ToString());
        foreach (var membership in await Memberships(person.Value, ct))
        {
            identity.AddClaim(new Claim(Caller.MemberClaim, $"{membership.OrganisationId}:{membership.Role}"));
        }
        identity.SetClaim(Claims.Locale, person.Value.Language);
        identity.SetClaim("via", viaClient);
        if (person.Value.NotBefore is { } first) identity.SetClaim(IssuedAfterChange.Claim, first.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject or Caller.MemberClaim or "via" => [Destinations.AccessToken],
            Claims.Locale => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => []
        });
        return new ClaimsPrincipal(identity).SetResources(IdentitySettings.Audience);
    }
}
