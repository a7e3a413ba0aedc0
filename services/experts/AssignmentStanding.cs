using Alliance.Experts.Confirming;
using Alliance.Shared.Identity;

namespace Alliance.Experts;

/// <summary>Where a caller stands towards an assignment. By membership, never by a role held elsewhere. Source: domain, Who may.</summary>
internal static class AssignmentStanding
{
    public static bool IsTeam(this Caller caller, Guid organisationId) =>
        caller.Has(Roles.AuthorityEditor, organisationId) || caller.Has(Roles.AuthoritySignatory, organisationId);

    public static bool Acts(this Caller caller, AssignmentBy by, Assignment assignment, Moment moment) => by switch
    {
        AssignmentBy.Coordinator => Coordinates(caller, assignment),
        AssignmentBy.LateCoordinator => Coordinates(caller, assignment) && assignment.ReportedAt + moment.Settings.CoordinatorCompletesAfter <= moment.Now,
        AssignmentBy.Expert => caller.PersonId == assignment.PersonId,
        // Who is sent does not take the delivery for the one who asked.
        AssignmentBy.Signatory => caller.PersonId != assignment.PersonId && caller.Has(Roles.AuthoritySignatory, assignment.OrganisationId),
        _ => false
    };

    /// <summary>The expert; coordinators; the applicant's team from the invitation on. Everybody else learns nothing, not even that it exists.</summary>
    public static bool MaySee(this Caller caller, Assignment assignment) =>
        caller.PersonId == assignment.PersonId || caller.IsCoordinator()
        || (assignment.Invitation is not null && caller.IsTeam(assignment.OrganisationId));

    /// <summary>Organisations whose requests the caller works on.</summary>
    public static IReadOnlyList<Guid> Authorities(this Caller caller) =>
        [.. caller.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct()];

    /// <summary>Sees to this item of the checklist: its owner; a coordinator to any.</summary>
    public static bool SeesTo(this Caller caller, ChecklistItem item, Assignment assignment, Moment moment) =>
        caller.Acts(AssignmentBy.Coordinator, assignment, moment)
        || (item.Owner is null or ChecklistOwner.Expert && caller.Acts(AssignmentBy.Expert, assignment, moment))
        || (item.Owner is null or ChecklistOwner.Applicant && caller.Acts(AssignmentBy.Signatory, assignment, moment));

    private static bool Coordinates(Caller caller, Assignment assignment) =>
        caller.IsCoordinator() && !caller.BelongsTo(assignment.OrganisationId) && caller.PersonId != assignment.PersonId;
}
