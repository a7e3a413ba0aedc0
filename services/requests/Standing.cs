using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

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
        By.Coordinator => caller.IsCoordinator() && !caller.BelongsTo(organisationId),
        _ => false
    };

    /// <summary>The team sees its own; coordinators see what was submitted. Everybody else learns nothing, not even that it exists.</summary>
    public static bool MaySee(this Caller caller, Stored<AssistanceRequest> request) =>
        caller.IsTeam(request.Value.OrganisationId)
        || (caller.IsCoordinator() && request.Value.Submissions > 0);

    /// <summary>Organisations whose drafts the caller writes.</summary>
    public static IReadOnlyList<Guid> Authorities(this Caller caller) =>
        [.. caller.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct()];
}
