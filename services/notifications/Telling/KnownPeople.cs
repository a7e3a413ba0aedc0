using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>Whom one event may concern, at one moment. Immutable, so that who is told can be decided by a pure function.</summary>
/// <param name="substitute">Of the owner of what it is about, at that moment.</param>
internal sealed class KnownPeople(IEnumerable<Person> people, Guid? substitute = null)
{
    private readonly Dictionary<Guid, Person> byId = people.ToDictionary(p => p.Id);

    /// <summary>Coordinators, except those of the applicant's own organisation, who have no part in its requests.</summary>
    public IEnumerable<Guid> CoordinatorsFor(Guid applicantId) => byId.Values
        .Where(p => p.Has(Roles.Coordinator) || p.Has(Roles.LeadCoordinator))
        .Where(p => !p.BelongsTo(applicantId))
        .Select(p => p.Id);

    /// <summary>Lead coordinators, with the same exception.</summary>
    public IEnumerable<Guid> LeadsFor(Guid applicantId) => byId.Values
        .Where(p => p.Has(Roles.LeadCoordinator) && !p.BelongsTo(applicantId))
        .Select(p => p.Id);

    /// <summary>The owner, and who stands in for them, where that is somebody who could do the work.</summary>
    public IEnumerable<Guid> OwnerAndSubstitute(Guid owner, Guid? applicantId) => applicantId is { } applicant && substitute is { } person && CoordinatorsFor(applicant).Contains(person)
        ? [owner, person]
        : [owner];

    public KnownPeople With(Guid? substitute) => new(byId.Values, substitute);

    public IEnumerable<Guid> SignatoriesOf(Guid applicantId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == applicantId && m.Role == Roles.AuthoritySignatory))
        .Select(p => p.Id);

    public IEnumerable<Guid> TeamOf(Guid applicantId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == applicantId && (m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory)))
        .Select(p => p.Id);

    /// <summary>Those who answer for a consulted organisation; not who belongs to the applicant too.</summary>
    public IEnumerable<Guid> SpeakersFor(Guid organisationId, Guid applicantId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == organisationId && KnownPerson.SpeaksFor(m.Role)) && !p.BelongsTo(applicantId))
        .Select(p => p.Id);

    public IEnumerable<Guid> AdministratorsOf(Guid organisationId) => byId.Values
        .Where(p => p.Memberships.Any(m => m.OrganisationId == organisationId && m.Role == Roles.OrganisationAdministrator))
        .Select(p => p.Id);

    /// <summary>Of a request the coordinators there are, the team of the applicant, and who speaks for the consulted organisation; of a profile who speaks for the employer. Roles in an organisation that is suspended or has left do not count, as in its people's tokens.</summary>
    public static async Task<KnownPeople> For(Happening happening, Store<KnownPerson> people, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        var found = new Dictionary<Guid, Person>();
        foreach (var where in Concerned(happening))
        {
            for (string? cursor = null; ;)
            {
                var page = await people.List(new Query<KnownPerson>([where], KnownPerson.ByTime, Cursor: cursor, Limit: 100), ct);
                foreach (var person in page.Items) found[person.Id] = new Person(person.Id, person.Value.Memberships);
                cursor = page.Next;
                if (cursor is null) break;
            }
        }
        var closed = new HashSet<Guid>();
        foreach (var id in found.Values.SelectMany(p => p.Memberships).Select(m => m.OrganisationId).Distinct())
        {
            // One that is not known yet is about to be: its message is on the way.
            if (await organisations.Find(id, ct) is { Value.IsClosed: true }) closed.Add(id);
        }
        return new KnownPeople(found.Values.Select(p => p with { Memberships = [.. p.Memberships.Where(m => !closed.Contains(m.OrganisationId))] }));
    }

    private static IEnumerable<Where<KnownPerson>> Concerned(Happening happening)
    {
        if (happening.ApplicantId is { } applicant)
        {
            yield return KnownPerson.AllCoordinators;
            yield return KnownPerson.InTeamOf(applicant);
            if (happening.ConsultedId is { } consulted) yield return KnownPerson.SpeakingFor(consulted);
        }
        if (happening.ConsentOf is { } employer) yield return KnownPerson.SpeakingFor(employer);
    }
}

internal sealed record Person(Guid Id, IReadOnlyList<Membership> Memberships)
{
    public bool Has(string role) => Memberships.Any(m => m.Role == role);

    public bool BelongsTo(Guid organisationId) => Memberships.Any(m => m.OrganisationId == organisationId);
}
