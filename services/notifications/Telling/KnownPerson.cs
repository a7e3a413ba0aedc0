using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>What is kept of a person, as accounts announced it last; neither name nor address. The document's id is the person's.</summary>
/// <param name="No">Number of accounts' history entry this is from.</param>
/// <param name="Language">BCP 47; null = not said.</param>
internal sealed record KnownPerson(long No, DateTimeOffset At, string? Language, bool Active, IReadOnlyList<Membership> Memberships)
{
    private const string Any = "any";

    public static readonly Sort<KnownPerson> ByTime = new("at", p => p.Value.At.ToUnixTimeMilliseconds());

    private static readonly Facet<KnownPerson> Coordinators = new(
        "coordinators", p => p.Value.Active && p.Value.Memberships.Any(m => m.Role is Roles.Coordinator or Roles.LeadCoordinator) ? [Any] : [], ByTime);

    private static readonly Facet<KnownPerson> Team = new(
        "team",
        p => p.Value.Active
            ? p.Value.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId.ToString()).Distinct()
            : [],
        ByTime);

    /// <summary>Of organisations for which they answer when it is consulted.</summary>
    private static readonly Facet<KnownPerson> Voices = new(
        "voices", p => p.Value.Active ? p.Value.Memberships.Where(m => SpeaksFor(m.Role)).Select(m => m.OrganisationId.ToString()).Distinct() : [], ByTime);

    public static readonly Declaration<KnownPerson> Declaration = new("people") { Version = 2, Sorts = [ByTime], Facets = [Coordinators, Team, Voices] };

    public static Where<KnownPerson> AllCoordinators => new(Coordinators, Any);

    public static Where<KnownPerson> InTeamOf(Guid organisationId) => new(Team, organisationId.ToString());

    public static Where<KnownPerson> SpeakingFor(Guid organisationId) => new(Voices, organisationId.ToString());

    public static bool SpeaksFor(string role) => role is Roles.AuthorityEditor or Roles.AuthoritySignatory or Roles.OrganisationAdministrator;

    public static KnownPerson From(PersonChanged changed) => new(
        changed.No, changed.At, changed.Language, changed.Active, [.. changed.Memberships.SelectMany(m => m.Roles.Select(role => new Membership(m.OrganisationId, role)))]);
}
