using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Offering;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Organisations that offer a colleague, or to receive people, and what becomes of it.</summary>
[Collection("experts")]
public sealed class OfferTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_who_is_offered_is_proposed_when_a_coordinator_takes_the_offer_up()
    {
        var (city, request) = (await Member(), await slice.Request(Ct));
        var expert = await Colleague(city);
        var offered = (await city.Administrator.Post("/api/offers", Offer(request, expert.Person.Id), Ct, key: "o1")).Must(HttpStatusCode.Created);
        Assert.Equal(("offered", "withdraw"), (offered.RequestStatus, Actions(offered)));
        Assert.Equal(offered.Id, (await city.Administrator.Post("/api/offers", Offer(request, expert.Person.Id), Ct, key: "o1")).Must(HttpStatusCode.Created).Id);
        Assert.Equal("already-offered", (await city.Administrator.Post("/api/offers", Offer(request, expert.Person.Id), Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Single((await request.Coordinator.Get($"/api/offers?requestId={request.Id}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());

        var accepted = (await request.Coordinator.Post($"/api/offers/{offered.Id}/accept", new JsonObject { ["reason"] = "Саме те" }, Ct, offered.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(accepted.Revision, (await request.Coordinator.Post($"/api/offers/{offered.Id}/accept", new JsonObject { ["reason"] = "Саме те" }, Ct, offered.Revision)).Must(HttpStatusCode.OK).Revision);
        var assignment = await Becomes(request, accepted);
        Assert.Equal(("proposed", expert.Id), (assignment.RequestStatus, assignment.Body!["expertId"]!.GetValue<Guid>()));
        Assert.Null((await city.Administrator.Get($"/api/offers/{offered.Id}", Ct)).Must(HttpStatusCode.OK).Body!["assignmentId"]);

        // The crash: the entry is followed again, and there is one assignment.
        var store = slice.Get<Store<Offer>>();
        foreach (var entry in await store.History(offered.Id, Ct)) await slice.Get<FollowOffer>().Of((await store.Find(offered.Id, Ct))!, entry, Ct);
        Assert.Single((await request.Coordinator.Get($"/api/assignments?needId={request.Need}", Ct)).Body!["items"]!.AsArray());
        var moved = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<OfferMoved>().Where(m => m.Id == offered.Id).ToArray()), m => m.Length == 2, Ct);
        Assert.Equal([("offer", city.Administrator.Id), ("accept", city.Administrator.Id)], moved.Select(m => (m.Verb, m.OfferedBy)));
    }

    [Fact]
    public async Task An_organisation_receives_people_through_its_person_and_the_place_counts_as_filled()
    {
        var (city, request) = (await Member(), await slice.Request(Ct, mode: "onsite", kind: "receiving-organisation"));
        var offered = (await city.Administrator.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Created);
        var accepted = (await request.Coordinator.Post($"/api/offers/{offered.Id}/accept", null, Ct, offered.Revision)).Must(HttpStatusCode.OK);
        var proposed = await Becomes(request, accepted);
        var at = $"/api/assignments/{proposed.Id}";
        var invited = (await request.Coordinator.Post($"{at}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        var yes = (await city.Administrator.Post($"{at}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        var confirmed = (await request.Confirm(yes, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(1, confirmed.Body!["place"]!.GetValue<int>());
        // It may receive others on the same days: nobody travels.
        var another = await slice.Request(Ct, mode: "onsite", kind: "receiving-organisation");
        var second = (await city.Administrator.Post("/api/offers", Offer(another, null), Ct)).Must(HttpStatusCode.Created);
        var next = await Becomes(another, (await another.Coordinator.Post($"/api/offers/{second.Id}/accept", null, Ct, second.Revision)).Must(HttpStatusCode.OK));
        var asked = (await another.Coordinator.Post($"/api/assignments/{next.Id}/invite", null, Ct, next.Revision)).Must(HttpStatusCode.OK);
        (await city.Administrator.Post($"/api/assignments/{next.Id}/accept", Profiles.NoConflict(), Ct, asked.Revision)).Must(HttpStatusCode.OK);
        // A member no longer receives nobody.
        await Changed(city.Id, 2, "suspended");
        var third = await slice.Request(Ct, kind: "receiving-organisation");
        Assert.Equal("offering-not-active", (await city.Administrator.Post("/api/offers", Offer(third, null), Ct)).Must(HttpStatusCode.Conflict).Code());
    }

    [Fact]
    public async Task Only_an_active_member_offers_its_own_people_to_others_with_an_open_call()
    {
        var (city, request) = (await Member(), await slice.Request(Ct));
        var stranger = await slice.Expert(Ct);
        Assert.Equal(["personId"], (await city.Administrator.Post("/api/offers", Offer(request, stranger.Person.Id), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["personId"], (await city.Administrator.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["personId"], (await city.Administrator.Post("/api/offers", Offer(request, city.Administrator.Id), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["requestId"], (await city.Administrator.Post("/api/offers", Offer(await Hidden(), null), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        foreach (var other in new[] { stranger.Person, request.Signatory, request.Coordinator })
            Assert.Equal("not-yours", (await other.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Forbidden).Code());
        var unknown = slice.Person(null, (Guid.CreateVersion7(), Roles.OrganisationAdministrator));
        Assert.Equal("offering-not-active", (await unknown.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.NotEmpty((await city.Administrator.Get("/api/open-calls", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task An_offer_is_declined_with_a_code_withdrawn_by_its_organisation_and_ends_with_the_search()
    {
        var (city, other, request) = (await Member(), await Member(), await slice.Request(Ct, kind: "receiving-organisation"));
        var offered = (await city.Administrator.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/offers/{offered.Id}";
        Assert.Equal(HttpStatusCode.NotFound, (await other.Administrator.Get(at, Ct)).Status);
        Assert.Equal("not-yours", (await city.Administrator.Post($"{at}/accept", null, Ct, offered.Revision)).Must(HttpStatusCode.Forbidden).Code());
        Assert.Equal("not-yours", (await request.Coordinator.Post($"{at}/withdraw", null, Ct, offered.Revision)).Must(HttpStatusCode.Forbidden).Code());
        Assert.Equal(["code"], (await request.Coordinator.Post($"{at}/decline", new JsonObject { ["code"] = "no" }, Ct, offered.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        var declined = (await request.Coordinator.Post($"{at}/decline", new JsonObject { ["code"] = "does-not-fit" }, Ct, offered.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("wrong-state", (await city.Administrator.Post($"{at}/withdraw", null, Ct, declined.Revision)).Must(HttpStatusCode.Conflict).Code());
        var again = (await city.Administrator.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Created);
        (await city.Administrator.Post($"/api/offers/{again.Id}/withdraw", null, Ct, again.Revision)).Must(HttpStatusCode.OK);
        var late = (await other.Administrator.Post("/api/offers", Offer(request, null), Ct)).Must(HttpStatusCode.Created);
        await request.Moves("deliver", "delivered", Ct);
        var ended = await request.Coordinator.Get($"/api/offers/{late.Id}", Ct);
        Assert.Equal(("declined", "request-delivered"), (ended.RequestStatus, ended.Body!["code"]!.GetValue<string>()));
    }

    [Fact]
    public void A_coordinator_decides_on_no_offer_to_or_of_their_own_organisation()
    {
        var offer = new Offer
        {
            RequestId = Guid.CreateVersion7(), NeedId = Some.Need, Kind = "expert", OrganisationId = Some.Hromada, OfferingId = Some.City, PersonId = Some.TheExpert.PersonId,
            ExpertId = Guid.CreateVersion7(), Status = OfferStatus.Offered, By = Guid.CreateVersion7()
        };
        Assert.Equal(["accept", "decline"], OfferTransitions.Actions(offer, Some.People["coordinator"]));
        Assert.Equal("own-organisation", OfferTransitions.Refuse(offer, Some.People["coordinator-of-the-applicant"], "accept")?.Code);
        Assert.Empty(OfferTransitions.Actions(offer, Some.People["expert-who-coordinates"]));
        Assert.Equal(["withdraw"], OfferTransitions.Actions(offer, Some.People["employer-administrator"]));
        Assert.Empty(OfferTransitions.Actions(offer, Some.People["applicant-administrator"]));
        Assert.Equal(Contracts.ExpertCodes.OfferStatus, Wire<OfferStatus>.All);
    }

    private async Task<TestRequest> Hidden()
    {
        var request = await slice.Request(Ct);
        await slice.Hear(request.Message("hand-over", "matching") with { Visibility = "restricted" }, Ct);
        return request;
    }

    private async Task<(Guid Id, ApiPerson Administrator)> Member()
    {
        var id = Guid.CreateVersion7();
        await Changed(id, 1, "active");
        var administrator = slice.Person(null, (id, Roles.OrganisationAdministrator));
        await slice.Hear(new PersonChanged(administrator.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(id, [Roles.OrganisationAdministrator])]), Ct);
        return (id, administrator);
    }

    private Task Changed(Guid id, long no, string membership) =>
        slice.Hear(new OrganisationChanged(id, no, "change", slice.Now, Guid.Empty, "municipality", "BG", "BG411", null, membership), Ct);

    private async Task<TestExpert> Colleague((Guid Id, ApiPerson) city)
    {
        var expert = await slice.Expert(Ct);
        await slice.Hear(new PersonChanged(expert.Person.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(city.Id, [Roles.Expert])]), Ct);
        return expert;
    }

    private static Task<Answer> Becomes(TestRequest request, Answer accepted) =>
        Wait.Until(ct => request.Coordinator.Get($"/api/assignments/{accepted.Body!["assignmentId"]}", ct), a => a.Status == HttpStatusCode.OK, Ct);

    private static JsonObject Offer(TestRequest request, Guid? person) => new() { ["requestId"] = request.Id, ["needId"] = request.Need, ["personId"] = person, ["text"] = "Ми зробили це в себе." };

    private static string Actions(Answer answer) => string.Join(' ', answer.Actions());
}
