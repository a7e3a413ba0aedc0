using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>What the other services hear: every entry, with the state as it is now; never a name or an address.</summary>
internal static class AccountsAnnouncement
{
    public static IEnumerable<object> Of(Stored<Organisation> organisation, HistoryEntry entry)
    {
        var content = organisation.Value.Content;
        yield return new OrganisationChanged(
            organisation.Id, entry.No, entry.Verb, entry.At, entry.ActorId, content.Type!, content.Country!, content.Code, content.ParentId, organisation.Value.Status.Wire());
    }

    public static IEnumerable<object> Of(Stored<Person> person, HistoryEntry entry)
    {
        yield return new PersonChanged(
            person.Id, entry.No, entry.Verb, entry.At, entry.ActorId, person.Value.Language, person.Value.Active,
            [.. person.Value.Memberships.Select(m => new MembershipRoles(m.OrganisationId, m.Roles))]);
    }
}
