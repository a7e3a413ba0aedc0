using Alliance.Shared.Identity;

namespace Alliance.Portal.Serving;

/// <summary>What stands in the menu, by what somebody does here.</summary>
internal static class Navigation
{
    public static IEnumerable<MenuItem> For(Caller? caller)
    {
        if (caller is null)
        {
            yield return new("nav.home", "/");
            yield return new("nav.how", "/how-it-works");
            yield return new("nav.published", "/published");
            yield break;
        }
        if (IsCoordinator(caller))
        {
            yield return new("nav.today", "/today");
            yield return new("nav.pipeline", "/pipeline");
            yield return new("nav.roster", "/roster");
            if (caller.Has(Roles.LeadCoordinator)) yield return new("nav.routing", "/routing");
            yield return new("nav.gaps", "/gaps");
        }
        else if (caller.Has(Roles.Observer)) yield return new("nav.gaps", "/gaps");
        if (IsTeam(caller)) yield return new("nav.requests", "/requests");
        if (Speaks(caller)) yield return new("nav.consultations", "/consultations");
        // Who administers an organisation is asked for it, too: to receive people.
        if (caller.Has(Roles.Expert) || caller.Has(Roles.OrganisationAdministrator)) yield return new("nav.assignments", "/assignments");
        if (caller.Has(Roles.Expert))
        {
            yield return new("nav.open-calls", "/open-calls");
            yield return new("nav.profile", "/profile");
        }
        if (caller.Has(Roles.OrganisationAdministrator)) yield return new("nav.offers", "/offers");
        if (Manages(caller)) yield return new("nav.organisations", "/organisations");
        if (caller.Has(Roles.OrganisationAdministrator)) yield return new("nav.consents", "/consents");
        yield return new("nav.published", "/published");
        yield return new("nav.inbox", "/inbox");
    }

    /// <summary>Where somebody's work begins.</summary>
    public static string StartOf(Caller caller) =>
        IsCoordinator(caller) ? "/today" : IsTeam(caller) ? "/requests" : caller.Has(Roles.Expert) ? "/assignments" : Manages(caller) ? "/organisations" : "/inbox";

    public static bool IsCoordinator(Caller caller) => caller.Has(Roles.Coordinator) || caller.Has(Roles.LeadCoordinator);

    /// <summary>For an organisation that may be asked for its opinion.</summary>
    public static bool Speaks(Caller caller) => IsTeam(caller) || caller.Has(Roles.OrganisationAdministrator);

    public static bool IsTeam(Caller caller) => caller.Has(Roles.AuthorityEditor) || caller.Has(Roles.AuthoritySignatory);

    /// <summary>People have access by them: everywhere, or in their own organisation.</summary>
    public static bool Manages(Caller caller) => caller.Has(Roles.Administrator) || caller.Has(Roles.OrganisationAdministrator);

    public static bool Manages(Caller caller, Guid organisationId) => caller.Has(Roles.Administrator) || caller.Has(Roles.OrganisationAdministrator, organisationId);
}

internal sealed record MenuItem(string Key, string Href)
{
    public bool IsAt(string path) => path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.OrdinalIgnoreCase));
}
