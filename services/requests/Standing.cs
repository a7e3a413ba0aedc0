using Alliance.Shared.Identity;

namespace Alliance.Requests;

/// <summary>Where a caller stands towards a request. By membership, never by a role held elsewhere. Source: domain, Who may.</summary>
internal static class Standing
{
    public static bool IsTeam(this Caller caller, Guid organisationId) =>
        caller.Has(Roles.AuthorityEditor, organisationId) || caller.Has(Roles.AuthoritySignatory, organisationId);

    public static bool IsCoordinator(this Caller caller) => caller.Has(Roles.Coordinator) || caller.Has(Roles.LeadCoordinator);

    public static bool Acts(this Caller caller, By by, Guid organisationId) => by switch
    {
        By.Editor => caller.IsTeam(organisationId),
        By.Signatory => caller.Has(Roles.AuthoritySignatory, organisationId),
        _ => caller.WouldAct(by) && !caller.BelongsTo(organisationId)
    };

    /// <summary>Were it not a request of an organisation of their own.</summary>
    public static bool WouldAct(this Caller caller, By by) => by switch
    {
        By.Coordinator => caller.IsCoordinator(),
        By.LeadCoordinator => caller.Has(Roles.LeadCoordinator),
        _ => false
    };

    /// <summary>Organisations whose drafts the caller writes.</summary>
    public static IReadOnlyList<Guid> Authorities(this Caller caller) =>
        [.. caller.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct()];
}
