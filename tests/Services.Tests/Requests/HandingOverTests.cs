using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Handling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>A request is given to somebody who may have it; who that is, accounts says at that moment.</summary>
[Collection("requests")]
public sealed class HandingOverTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_lead_hands_over_and_the_history_tells_to_whom()
    {
        var moved = Some.MoveOf(HandOver(Some.Request(RequestStatus.InReview), Some.SecondCoordinator));
        Assert.Equal(Some.SecondCoordinator.PersonId, moved.Next.OwnerId);
        Assert.Equal(new Step("hand-over", "inReview", "inReview", Some.SecondCoordinator.PersonId.ToString()), Assert.Single(moved.Steps));
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(HandOver(moved.Next, Some.SecondCoordinator));
        Assert.Equal(Some.LeadCoordinator.PersonId, Some.MoveOf(HandOver(moved.Next, Some.LeadCoordinator)).Next.OwnerId);
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "nobody", "no-coordinator" }, { "ended", "no-coordinator" }, { "expert", "no-coordinator" }, { "observer", "no-coordinator" }, { "administrator", "no-coordinator" },
        { "signatory", "no-coordinator" }, { "of-the-applicant", "of-the-applicant" }
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Who_could_do_nothing_with_it_is_not_given_it(string who, string fault)
    {
        var request = Some.Request(RequestStatus.Matching);
        var decision = who switch
        {
            "nobody" => HandOverAssistanceRequest.Decide(request, Some.Expert.PersonId, Some.Found(Some.SecondCoordinator), Some.LeadCoordinator),
            "ended" => HandOverAssistanceRequest.Decide(request, Some.SecondCoordinator.PersonId, Some.Found(Some.SecondCoordinator, active: false), Some.LeadCoordinator),
            "expert" => HandOver(request, Some.Expert),
            "observer" => HandOver(request, Some.Observer),
            "administrator" => HandOver(request, Some.Administrator),
            "signatory" => HandOver(request, Some.Signatory),
            _ => HandOver(request, Some.CoordinatorOfHromada)
        };
        Assert.Equal(["personId: " + fault], Some.Faults(Some.RefusalOf(decision)));
    }

    [Fact]
    public void It_names_a_person_and_is_the_leads()
    {
        var request = Some.Request(RequestStatus.Matching);
        Assert.Equal(["personId: required"], Some.Faults(Some.RefusalOf(HandOverAssistanceRequest.Decide(request, Guid.Empty, FoundPeople.NotAsked, Some.LeadCoordinator))));
        Assert.Equal("not-yours", Some.RefusalOf(HandOverAssistanceRequest.Decide(request, Guid.Empty, FoundPeople.NotAsked, Some.Coordinator)).Code);
    }

    [Fact]
    public async Task Accounts_is_asked_at_the_moment_and_while_it_is_away_nothing_is_lost()
    {
        var stored = await slice.Store(Some.Request(RequestStatus.Matching) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var lead = slice.Person((Guid.CreateVersion7(), Roles.LeadCoordinator));
        var at = $"/api/requests/{stored.Id}/hand-over";
        var person = Some.Person(0xC5, (Some.Secretariat, Roles.Coordinator));
        var body = new JsonObject { ["personId"] = person.PersonId };
        Assert.Equal(["personId"], (await lead.Post(at, body, Ct, stored.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        slice.Issuer.People[person.PersonId] = Some.Card(person);
        slice.Issuer.Away = true;
        try
        {
            var away = (await lead.Send(HttpMethod.Post, at, body.ToJsonString(), stored.Revision, null, Ct, "uk")).Must(HttpStatusCode.ServiceUnavailable);
            Assert.Equal(("accounts-away", Texts.Of("uk")["accounts-away"]), (away.Body!["code"]!.GetValue<string>(), away.Body["title"]!.GetValue<string>()));
            // Who may not is told so without accounts.
            Assert.Equal(HttpStatusCode.Forbidden, (await slice.Coordinator().Post(at, body, Ct, stored.Revision)).Status);
        }
        finally
        {
            slice.Issuer.Away = false;
        }
        // The circuit to accounts may still be open for a moment.
        var done = await Wait.Until(ct => lead.Post(at, body, ct, stored.Revision), answer => answer.Status != HttpStatusCode.ServiceUnavailable, Ct);
        Assert.Equal((HttpStatusCode.OK, person.PersonId, stored.Revision + 1), (done.Status, done.Body!["owner"]!.GetValue<Guid>(), done.Revision));
    }

    private static Decision<AssistanceRequest> HandOver(AssistanceRequest request, Caller to) =>
        HandOverAssistanceRequest.Decide(request, to.PersonId, Some.Found(to), Some.LeadCoordinator);
}
