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

    public static bool Acts(this Caller caller, By by, AssistanceRequest request) => by switch
    {
        By.Consulted => !caller.BelongsTo(request.OrganisationId) && request.Consultations.Any(c => caller.SpeaksFor(c.OrganisationId)),
        // Who wrote it decides as little about it as who asks by it.
        By.Coordinator or By.LeadCoordinator when request.DraftedBy is { } association && caller.BelongsTo(association) => false,
        _ => caller.Acts(by, request.OrganisationId)
    };

    /// <summary>It is with the applicant, to be written or changed.</summary>
    public static bool IsBeingWritten(this AssistanceRequest request) => request.Status is RequestStatus.Draft or RequestStatus.ChangesRequested;

    /// <summary>Of the association that wrote it, or writes it, for the authority.</summary>
    public static bool IsOfDrafter(this Caller caller, AssistanceRequest request) => request.DraftedBy is { } association && caller.IsTeam(association);

    /// <summary>
    /// When it is consulted. Its administrators too: an organisation that is no authority has no editors and signatories.
    /// </summary>
    public static bool SpeaksFor(this Caller caller, Guid organisationId) =>
        caller.IsTeam(organisationId) || caller.Has(Roles.OrganisationAdministrator, organisationId);

    /// <summary>Whether an appealed request is this coordinator's to take and to decide; any other is.</summary>
    public static bool MayDecideAppeal(this AssistanceRequest request, Caller caller) => request.Appeal is not { } appeal
        || (!appeal.WasDecidedBy(caller.PersonId) && (caller.Has(Roles.LeadCoordinator) || request.Decision is { Proposed: true }));

    /// <summary>Were it not a request of an organisation of their own.</summary>
    public static bool WouldAct(this Caller caller, By by) => by switch
    {
        By.Coordinator => caller.IsCoordinator(),
        By.LeadCoordinator => caller.Has(Roles.LeadCoordinator),
        _ => false
    };

    /// <summary>Organisations for which the caller answers when they are consulted.</summary>
    public static IReadOnlyList<Guid> Voices(this Caller caller) =>
        [.. caller.Memberships.Select(m => m.OrganisationId).Distinct().Where(caller.SpeaksFor)];

    /// <summary>Organisations whose drafts the caller writes.</summary>
    public static IReadOnlyList<Guid> Authorities(this Caller caller) =>
        [.. caller.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct()];
}
