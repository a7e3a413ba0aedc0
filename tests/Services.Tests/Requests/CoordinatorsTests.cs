using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Appealing;
using Alliance.Requests.Handling;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Whom a request, a topic or some days can be given to: whoever coordinates, in whatever organisation.</summary>
[Collection("requests")]
public sealed class CoordinatorsTests(RequestsSlice slice)
{
    private const string At = "/api/coordinators";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Who_may_not_own_a_request_is_not_offered_for_it()
    {
        var request = Some.Request(RequestStatus.InReview);
        Assert.True(ListCoordinators.MayOwn(Card(Some.SecondCoordinator), request));
        Assert.True(ListCoordinators.MayOwn(Card(Some.Person(0xD1, (Guid.CreateVersion7(), Roles.LeadCoordinator))), request));
        Assert.False(ListCoordinators.MayOwn(Card(Some.CoordinatorOfHromada), request));
        Assert.True(ListCoordinators.MayOwn(Card(Some.CoordinatorOfHromada), request: null));
        Assert.False(ListCoordinators.MayOwn(Card(Some.Observer), request: null));
        var appealed = request with { Appeal = new Appeal("", Some.Signatory.PersonId, Some.Now, new ReviewDecision("rejected", null, "", null, Some.LeadCoordinator.PersonId, Some.Now), Some.SecondCoordinator.PersonId) };
        Assert.False(ListCoordinators.MayOwn(Card(Some.SecondCoordinator), appealed));
    }

    [Fact]
    public async Task A_coordinator_finds_those_of_every_organisation_page_by_page()
    {
        var stored = await slice.Store(Some.Request(RequestStatus.Matching) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var (near, far) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        slice.Issuer.OrganisationNames[near] = "Громада поруч";
        var people = Enumerable.Range(0, 201).Select(i => Card(i % 2 == 0 ? near : far)).ToArray();
        var ofTheApplicant = new PersonCard(Guid.CreateVersion7(), "Own", "own@example.org", "uk", true, [new(near, [Roles.Coordinator]), new(stored.Value.OrganisationId, [Roles.Expert])]);
        foreach (var person in people.Append(ofTheApplicant)) slice.Issuer.People[person.Id] = person;
        var coordinator = slice.Coordinator();
        var all = await All(coordinator, At);
        Assert.Empty(people.Append(ofTheApplicant).Select(p => p.Id).Except(all.Keys));
        Assert.Equal(("Ім'я", "Громада поруч"), (all[people[0].Id]["name"]!.GetValue<string>(), all[people[0].Id]["organisations"]![0]!.GetValue<string>()));
        Assert.All(all.Values, c => Assert.Equal(["id", "name", "organisations"], c.AsObject().Select(m => m.Key)));
        var owners = await All(coordinator, $"{At}?requestId={stored.Id}");
        Assert.Empty(people.Select(p => p.Id).Except(owners.Keys));
        Assert.DoesNotContain(ofTheApplicant.Id, owners.Keys);
        foreach (var person in people.Append(ofTheApplicant)) slice.Issuer.People.TryRemove(person.Id, out _);
    }

    [Fact]
    public async Task Nobody_else_is_told_and_what_is_asked_wrongly_is_said()
    {
        var coordinator = slice.Coordinator();
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person((Guid.CreateVersion7(), Roles.AuthoritySignatory)).Get(At, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get($"{At}?requestId={Guid.CreateVersion7()}", Ct)).Status);
        foreach (var (query, fault) in new (string, string)[] { ("requestId=x", "requestId"), ("q=x", "q"), ("cursor=zzz", "cursor") })
            Assert.Equal([fault], (await coordinator.Get($"{At}?{query}", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task While_accounts_is_away_it_is_said()
    {
        slice.Issuer.Away = true;
        try
        {
            var away = (await slice.Coordinator().Get(At, Ct)).Must(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("accounts-away", away.Body!["code"]!.GetValue<string>());
        }
        finally
        {
            slice.Issuer.Away = false;
        }
        // The circuit to accounts may still be open for a moment.
        await Wait.Until(ct => slice.Coordinator().Get(At, ct), answer => answer.Status == HttpStatusCode.OK, Ct);
    }

    private static async Task<Dictionary<Guid, JsonNode>> All(ApiPerson person, string at)
    {
        var found = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await person.Get(cursor is null ? at : $"{at}{(at.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(cursor)}", Ct)).Must(HttpStatusCode.OK).Body!;
            found.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return found.ToDictionary(c => c["id"]!.GetValue<Guid>());
    }

    private static PersonCard Card(Guid organisation) => new(Guid.CreateVersion7(), "Ім'я", "somebody@example.org", "uk", true, [new MembershipRoles(organisation, [Roles.Coordinator])]);

    private static CoordinatorCard Card(Caller person) => new(person.PersonId, "Ім'я", Some.Card(person).Memberships!, []);
}
