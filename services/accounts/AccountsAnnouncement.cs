using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>What the other services hear: every entry, with the state as it is now; never a name or an address.</summary>
internal static class AccountsAnnouncement
{
    public static IEnumerable<object> Of(Stored<Organisation> organisation, HistoryEntry entry)
    {
        yield return Of(organisation, entry.No, entry.Verb, entry.At, entry.ActorId);
    }

    public static IEnumerable<object> Of(Stored<Person> person, HistoryEntry entry)
    {
        yield return Of(person, entry.No, entry.Verb, entry.At, entry.ActorId);
        // After it: who has no access is told nothing, and then there is nobody.
        if (entry.Verb == Enrolling.PersonVerb.Erase) yield return new PersonErased(person.Id, entry.No, entry.At);
    }

    public static OrganisationChanged Of(Stored<Organisation> organisation, long no, string verb, DateTimeOffset at, Guid actorId)
    {
        var content = organisation.Value.Content;
        return new OrganisationChanged(
            organisation.Id, no, verb, at, actorId, content.Type!, content.Country!, content.Code, content.ParentId, organisation.Value.Status.Wire(), content.AssociationIds,
            content.Languages);
    }

    public static PersonChanged Of(Stored<Person> person, long no, string verb, DateTimeOffset at, Guid actorId) => new(
        person.Id, no, verb, at, actorId, person.Value.Language, person.Value.Active, [.. person.Value.Memberships.Select(m => new MembershipRoles(m.OrganisationId, m.Roles))]);
}
