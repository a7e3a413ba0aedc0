using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>A person as this service knows them from <see cref="PersonChanged"/>; the document's id is the person's. No name, no address.</summary>
/// <param name="SpeaksFor">Organisations for which they promise something; null in documents of before it was kept.</param>
/// <param name="Administers">Of those the ones where they are the first to be asked.</param>
internal sealed record KnownPerson(long No, bool Active, IReadOnlyList<Guid> MemberOf, IReadOnlyList<Guid>? SpeaksFor = null, IReadOnlyList<Guid>? Administers = null)
{
    public static readonly Sort<KnownPerson> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());

    /// <summary>Every person: matching reads what changed since it last looked.</summary>
    public static readonly Facet<KnownPerson> Everybody = new("everybody", _ => ["all"], UpdatedAt);

    /// <summary>Who is asked whether an organisation receives people, by organisation.</summary>
    public static readonly Facet<KnownPerson> Speakers = new("speakers", d => d.Value.Active ? (d.Value.SpeaksFor ?? []).Select(id => id.ToString()) : [], UpdatedAt);

    public static readonly Declaration<KnownPerson> Declaration = new("knownpeople") { Version = 2, Sorts = [UpdatedAt], Facets = [Everybody, Speakers] };

    /// <summary>Null when the message is older than what is known. The same one says more than was kept of it before.</summary>
    public static KnownPerson? After(KnownPerson? known, PersonChanged changed) =>
        known is null || changed.No > known.No || (changed.No == known.No && known.SpeaksFor is null)
            ? new KnownPerson(
                changed.No, changed.Active, [.. changed.Memberships.Select(m => m.OrganisationId).Distinct()],
                Where(changed, Roles.OrganisationAdministrator, Roles.AuthoritySignatory), Where(changed, Roles.OrganisationAdministrator))
            : null;

    private static Guid[] Where(PersonChanged changed, params string[] roles) =>
        [.. changed.Memberships.Where(m => m.Roles.Any(roles.Contains)).Select(m => m.OrganisationId).Distinct()];
}
