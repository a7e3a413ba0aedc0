using Alliance.Accounts.Issuing;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET /internal/coordinators: who coordinates now, in whatever organisation, for services that offer whom work may be given to.</summary>
internal static class ListCoordinators
{
    private const int AtOnce = 100;

    public static async Task<IResult> Handle(string? after, Store<Person> people, Store<Organisation> organisations, PersonClaims claims, CancellationToken ct)
    {
        var query = new Query<Person>([new(Persons.Role, Roles.Coordinator, Roles.LeadCoordinator)], Persons.CreatedAt, Descending: false, Cursor: after, Limit: AtOnce);
        var page = await people.List(query, ct);
        var (cards, names) = (new List<CoordinatorCard>(), new Dictionary<Guid, string>());
        foreach (var person in page.Items)
        {
            // The roles a new token would name: not those in an organisation that is suspended.
            var memberships = await claims.Memberships(person.Value, ct);
            Guid[] coordinates = [.. memberships.Where(m => m.Role is Roles.Coordinator or Roles.LeadCoordinator).Select(m => m.OrganisationId).Distinct()];
            if (coordinates.Length == 0) continue;
            foreach (var id in coordinates.Where(id => !names.ContainsKey(id))) names[id] = (await organisations.Find(id, ct))?.Value.Content.LegalName ?? "";
            cards.Add(new CoordinatorCard(
                person.Id, person.Value.Name, [.. memberships.GroupBy(m => m.OrganisationId, m => m.Role).Select(g => new MembershipRoles(g.Key, [.. g]))],
                [.. coordinates.Select(id => names[id]).Where(name => name.Length > 0)]));
        }
        return TypedResults.Ok(new Coordinators(cards, page.Next));
    }
}
