using Alliance.Shared.Identity;

namespace Alliance.Notifications.Telling;

/// <summary>Everybody there is, at one moment. Immutable, so that who is told can be decided by a pure function.</summary>
internal sealed class KnownPeople(IEnumerable<Person> people)
{
    private readonly Dictionary<Guid, Person> byId = people.ToDictionary(p => p.Id);

    public Person? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>Coordinators, except those of the applicant's own organisation, who have no part in its requests.</summary>
    public IEnumerable<Guid> CoordinatorsFor(Guid applicantId) => byId.Values
        .Where(p => p.Has(Roles.Coordinator) || p.Has(Roles.LeadCoordinator))
        .Where(p => !p.BelongsTo(applicantId))
        .Select(p => p.Id);

    /// <summary>Lead coordinators, with the same exception.</summary>
    public IEnumerable<Guid> LeadsFor(Guid applicantId) => byId.Values
        .Where(p => p.Has(Roles.LeadCoordinator) && !p.BelongsTo(applicantId))
        .Select(p => p.Id);

    public IEnumerable<Guid> SignatoriesOf(Guid applicantId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == applicantId && m.Role == Roles.AuthoritySignatory))
        .Select(p => p.Id);

    public IEnumerable<Guid> TeamOf(Guid applicantId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == applicantId && (m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory)))
        .Select(p => p.Id);
}

/// <param name="Language">BCP 47, as the directory says; the person's own preference wins over it.</param>
internal sealed record Person(Guid Id, string Name, string Email, string? Language, IReadOnlyList<Membership> Memberships)
{
    public bool Has(string role) => Memberships.Any(m => m.Role == role);

    public bool BelongsTo(Guid organisationId) => Memberships.Any(m => m.OrganisationId == organisationId);
}
