using Alliance.Accounts.Issuing;
using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET /internal/people?id=…: names, addresses and roles for the other services, at the moment they need them.</summary>
internal static class PeopleCardsFor
{
    public static async Task<IResult> Handle(Guid[] id, Store<Person> people, PersonClaims claims, CancellationToken ct)
    {
        if (id.Length > People.AtOnce) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("id", "too-many", People.AtOnce)));
        var cards = new List<PersonCard>();
        foreach (var one in id.Distinct())
        {
            if (await people.Find(one, ct) is not { Value: { Erased: null } person }) continue;
            var roles = (await claims.Memberships(person, ct)).GroupBy(m => m.OrganisationId, m => m.Role).Select(g => new MembershipRoles(g.Key, [.. g]));
            cards.Add(new PersonCard(one, person.Name, person.Email, person.Language, person.Active, [.. roles]));
        }
        return TypedResults.Ok(new PeopleCards(cards));
    }
}
