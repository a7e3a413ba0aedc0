using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>A person as this service knows them from <see cref="PersonChanged"/>; the document's id is the person's. No name, no address.</summary>
internal sealed record KnownPerson(long No, bool Active, IReadOnlyList<Guid> MemberOf)
{
    public static readonly Sort<KnownPerson> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());

    /// <summary>Every person: matching reads what changed since it last looked.</summary>
    public static readonly Facet<KnownPerson> Everybody = new("everybody", _ => ["all"], UpdatedAt);

    public static readonly Declaration<KnownPerson> Declaration = new("knownpeople") { Sorts = [UpdatedAt], Facets = [Everybody] };

    /// <summary>Null when the message is older than what is known.</summary>
    public static KnownPerson? After(KnownPerson? known, PersonChanged changed) => known is not null && changed.No <= known.No
        ? null
        : new KnownPerson(changed.No, changed.Active, [.. changed.Memberships.Select(m => m.OrganisationId).Distinct()]);
}
