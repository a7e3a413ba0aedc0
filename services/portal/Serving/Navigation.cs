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
        }
        if (IsTeam(caller)) yield return new("nav.requests", "/requests");
        if (caller.Has(Roles.Expert))
        {
            yield return new("nav.assignments", "/assignments");
            yield return new("nav.profile", "/profile");
        }
        yield return new("nav.published", "/published");
        yield return new("nav.inbox", "/inbox");
    }

    /// <summary>Where somebody's work begins.</summary>
    public static string StartOf(Caller caller) =>
        IsCoordinator(caller) ? "/today" : IsTeam(caller) ? "/requests" : caller.Has(Roles.Expert) ? "/assignments" : "/inbox";

    public static bool IsCoordinator(Caller caller) => caller.Has(Roles.Coordinator) || caller.Has(Roles.LeadCoordinator);

    public static bool IsTeam(Caller caller) => caller.Has(Roles.AuthorityEditor) || caller.Has(Roles.AuthoritySignatory);
}

internal sealed record MenuItem(string Key, string Href)
{
    public bool IsAt(string path) => path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.OrdinalIgnoreCase));
}
