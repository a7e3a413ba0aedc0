using Alliance.Shared.Identity;

namespace Alliance.Experts;

/// <summary>Where a caller stands towards a profile. By membership, never by a role held elsewhere. Source: domain, Who may.</summary>
internal static class ExpertStanding
{
    public static bool IsCoordinator(this Caller caller) => caller.Has(Roles.Coordinator) || caller.Has(Roles.LeadCoordinator);

    public static bool Acts(this Caller caller, ExpertBy by, Expert expert)
    {
        var own = caller.PersonId == expert.PersonId;
        return by switch
        {
            ExpertBy.Owner => own,
            ExpertBy.Coordinator => !own && caller.IsCoordinator(),
            ExpertBy.LeadCoordinator => !own && caller.Has(Roles.LeadCoordinator),
            ExpertBy.EmployerOrCoordinator => !own && (caller.IsCoordinator() || caller.Employs(expert)),
            _ => false
        };
    }

    /// <summary>The expert; coordinators and the employer's administrators once it was submitted. Everybody else learns nothing, not even that it exists.</summary>
    public static bool MaySee(this Caller caller, Expert expert) =>
        caller.PersonId == expert.PersonId || (expert.WasSubmitted && (caller.IsCoordinator() || caller.Employs(expert)));

    /// <summary>Administers people of the employer: gives its consent, and sees only what that needs.</summary>
    public static bool Employs(this Caller caller, Expert expert) =>
        expert.Profile.Employer?.OrganisationId is { } employer && caller.Has(Roles.OrganisationAdministrator, employer);

    public static bool ReadsWhole(this Caller caller, Expert expert) => caller.PersonId == expert.PersonId || caller.IsCoordinator();

    public static IReadOnlyList<Guid> Administers(this Caller caller) =>
        [.. caller.Memberships.Where(m => m.Role == Roles.OrganisationAdministrator).Select(m => m.OrganisationId).Distinct()];
}
