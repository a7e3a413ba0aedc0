using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Experts who offer to help, unasked, and what becomes of it.</summary>
[Collection("experts")]
public sealed class InterestTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expert_offers_to_help_once_the_question_of_a_conflict_is_answered_and_a_coordinator_takes_it_up()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        Assert.Equal(["conflictOfInterest"], (await Offer(expert, request, conflict: null)).Must(HttpStatusCode.BadRequest).Faults);
        var interested = (await Offer(expert, request)).Must(HttpStatusCode.Created);
        Assert.Equal("interested", interested.RequestStatus);
        Assert.Equal(["withdraw"], interested.Actions());
        Assert.Equal("already-proposed", (await Offer(expert, request)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal(HttpStatusCode.NotFound, (await request.Signatory.Get($"/api/assignments/{interested.Id}", Ct)).Status);
        var seen = await request.Coordinator.Get($"/api/assignments/{interested.Id}", Ct);
        Assert.Equal(["cancel", "propose"], seen.Actions());
        var proposed = (await request.Coordinator.Post($"/api/assignments/{interested.Id}/propose", new JsonObject { ["reason"] = "Знає місто" }, Ct, seen.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("proposed", request.Coordinator.Id), (proposed.RequestStatus, proposed.Body!["selection"]!["by"]!.GetValue<Guid>()));
        var moved = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<AssignmentMoved>().Where(m => m.Id == interested.Id).ToArray()), m => m.Length == 2, Ct);
        Assert.Equal([("interest", (string?)null, "interested", true), ("propose", "interested", "proposed", true)], moved.Select(m => (m.Verb, m.From, m.To, m.ConflictAnswered)));
        Assert.All(moved, m => Assert.Equal((true, false), (m.Offered, m.ConflictOpen)));
    }

    [Fact]
    public async Task A_proposal_for_whom_has_offered_help_takes_up_that_offer_and_the_same_call_again_is_the_same_answer()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var interested = (await Offer(expert, request)).Must(HttpStatusCode.Created);
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = request.Need, ["expertId"] = expert.Id };
        for (var i = 0; i < 2; i++)
        {
            var proposed = (await request.Coordinator.Post("/api/assignments", body.DeepClone(), Ct, key: "taken-up")).Must(HttpStatusCode.Created);
            Assert.Equal((interested.Id, "proposed", interested.Revision + 1), (proposed.Id, proposed.RequestStatus, proposed.Revision));
        }
    }

    [Fact]
    public async Task Help_is_offered_for_open_calls_alone_and_by_who_passes_the_gates()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        await slice.Hear(request.Message("hold", "matching") with { Visibility = "participants" }, Ct);
        Assert.Equal(["requestId"], (await Offer(expert, request)).Must(HttpStatusCode.BadRequest).Faults);
        await slice.Hear(request.Message("resume", "delivered"), Ct);
        Assert.Equal(["requestId"], (await Offer(expert, request)).Must(HttpStatusCode.BadRequest).Faults);

        var onsite = await slice.Request(Ct, mode: "onsite");
        var remote = await slice.Expert(Ct, Profiles.Complete().With("availability", new JsonObject { ["travel"] = "remote-only" }));
        Assert.Equal("not-eligible", (await Offer(remote, onsite)).Must(HttpStatusCode.Conflict).Code());
        var stranger = slice.Person(null, (Guid.CreateVersion7(), Roles.Expert));
        Assert.Equal("no-profile", (await stranger.Post("/api/assignments", Body(onsite), Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal("not-yours", (await onsite.Signatory.Post("/api/assignments", Body(onsite), Ct)).Must(HttpStatusCode.Forbidden).Code());
    }

    [Fact]
    public async Task When_an_offer_and_a_proposal_cross_there_is_one_assignment_and_it_is_proposed_or_offered()
    {
        await using var other = slice.Beside();
        await other.InitializeAsync();
        var expert = await slice.Expert(Ct);
        for (var round = 0; round < 30; round++)
        {
            var request = await slice.Request(Ct);
            var there = other.Person(request.Coordinator.Id, (Guid.CreateVersion7(), Roles.Coordinator));
            var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = request.Need, ["expertId"] = expert.Id };
            var answers = await Task.WhenAll(Offer(expert, request), there.Post("/api/assignments", body, Ct));
            Assert.Contains(answers, a => a.Status == HttpStatusCode.Created);
            var one = Assert.Single((await request.Coordinator.Get($"/api/assignments?needId={request.Need}", Ct)).Body!["items"]!.AsArray())!;
            // The proposal stands, whether or not the offer came first.
            Assert.Equal(answers[1].Status == HttpStatusCode.Created ? "proposed" : "interested", one["status"]!.GetValue<string>());
            Assert.Equal(HttpStatusCode.Created, answers[1].Status);
        }
    }

    [Fact]
    public async Task Who_offered_help_is_told_when_the_places_went_to_others()
    {
        var request = await slice.Request(Ct);
        var interested = (await Offer(await slice.Expert(Ct), request)).Must(HttpStatusCode.Created);
        var chosen = await slice.Expert(Ct);
        var confirmed = await request.Confirmed(chosen, Ct);
        Assert.Equal("interested", (await request.Coordinator.Get($"/api/assignments/{interested.Id}", Ct)).RequestStatus);
        (await chosen.Person.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        await request.Becomes(interested, "notSelected", Ct);
    }

    [Fact]
    public async Task Invited_people_answer_the_question_of_a_conflict_first_and_the_world_hears_that_they_did()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        var answered = (await expert.Person.Post($"/api/assignments/{invited.Id}/declare-conflict", new JsonObject { ["declared"] = false }, Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("invited", answered.RequestStatus);
        (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", null, Ct, answered.Revision)).Must(HttpStatusCode.OK);
        var moved = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<AssignmentMoved>().Where(m => m.Id == invited.Id).ToArray()), m => m.Length == 4, Ct);
        Assert.Equal(["propose", "invite", "declare-conflict", "accept"], moved.Select(m => m.Verb));
        Assert.True(moved[2].ConflictAnswered);
    }

    [Fact]
    public async Task An_expert_with_much_on_hand_is_asked_for_no_more_and_confirmed_for_what_was_promised()
    {
        await using var own = new ExpertsSlice("experts-load", null, ("Matching:MostLive", "2"));
        await own.InitializeAsync();
        var expert = await own.Expert(Ct);
        var requests = new List<TestRequest>();
        for (var i = 0; i < 3; i++) requests.Add(await own.Request(Ct));
        var waiting = (await requests[2].Propose(expert, Ct)).Must(HttpStatusCode.Created);
        var accepted = await requests[0].Accepted(expert, Ct);
        await requests[1].Accepted(expert, Ct);
        var refused = (await requests[2].Coordinator.Post($"/api/assignments/{waiting.Id}/invite", null, Ct, waiting.Revision)).Must(HttpStatusCode.Conflict);
        Assert.Equal(("not-eligible", "The expert has as many assignments on hand as one person should."), (refused.Code(), refused.Body!["errors"]!["expertId"]![0]!.GetValue<string>()));
        Assert.Equal("not-eligible", (await Offer(expert, await own.Request(Ct))).Must(HttpStatusCode.Conflict).Code());
        (await requests[0].Confirm(accepted, Ct)).Must(HttpStatusCode.OK);
        await Wait.Until(ct => requests[2].Coordinator.Get($"/api/matches?request={requests[2].Id}&need={requests[2].Need}", ct), m => m.Body!["items"]!.AsArray().Count == 0, Ct);
    }

    private static JsonObject Body(TestRequest request, JsonNode? conflict = null) =>
        new() { ["requestId"] = request.Id, ["needId"] = request.Need, ["conflictOfInterest"] = conflict };

    private static Task<Answer> Offer(TestExpert expert, TestRequest request) => Offer(expert, request, new JsonObject { ["declared"] = false });

    private static Task<Answer> Offer(TestExpert expert, TestRequest request, JsonNode? conflict) => expert.Person.Post("/api/assignments", Body(request, conflict), Ct);
}
