using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>What one assignment's step means for others, and what the end of a request means for all of its own.</summary>
[Collection("experts")]
public sealed class ConsequenceTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_last_place_taken_the_others_are_reserves_one_moves_up_and_the_rest_is_released_at_the_start()
    {
        var request = await slice.Request(Ct);
        var experts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => slice.Expert(Ct)));
        var accepted = new List<Answer>();
        foreach (var expert in experts) accepted.Add(await request.Accepted(expert, Ct));
        var confirmed = (await request.Confirm(accepted[0], Ct)).Must(HttpStatusCode.OK);
        await request.Becomes(accepted[1], "reserve", Ct);
        await request.Becomes(accepted[2], "reserve", Ct);

        (await experts[0].Person.Post($"/api/assignments/{confirmed.Id}/withdraw", new JsonObject { ["reason"] = "Хвороба" }, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var promoted = await request.Becomes(accepted[1], "accepted", Ct);
        Assert.Equal("reserve", (await request.Coordinator.Get($"/api/assignments/{accepted[2].Id}", Ct)).RequestStatus);

        var second = (await request.Confirm(promoted, Ct)).Must(HttpStatusCode.OK);
        (await experts[1].Person.Post($"/api/assignments/{second.Id}/start", null, Ct, second.Revision)).Must(HttpStatusCode.OK);
        await request.Becomes(accepted[2], "notSelected", Ct);
    }

    [Fact]
    public async Task Who_accepts_when_all_places_are_taken_is_a_reserve()
    {
        var request = await slice.Request(Ct);
        var late = await slice.Expert(Ct);
        var invited = await request.Invited(late, Ct);
        await request.Confirmed(await slice.Expert(Ct), Ct);
        (await late.Person.Post($"/api/assignments/{invited.Id}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        await request.Becomes(invited, "reserve", Ct);
    }

    [Fact]
    public async Task Following_an_entry_again_changes_nothing()
    {
        var request = await slice.Request(Ct);
        var confirmed = await request.Confirmed(await slice.Expert(Ct), Ct);
        var reserve = await request.Becomes(await request.Accepted(await slice.Expert(Ct), Ct), "reserve", Ct);
        var store = slice.Get<Store<Assignment>>();
        var read = (await store.Find(confirmed.Id, Ct))!;
        foreach (var entry in await store.History(confirmed.Id, Ct)) await slice.Get<FollowAssignment>().Of(read, entry, Ct);
        Assert.Equal(reserve.Revision, (await request.Coordinator.Get($"/api/assignments/{reserve.Id}", Ct)).Revision);
        Assert.Equal(read.Revision, (await store.Find(confirmed.Id, Ct))!.Revision);
    }

    [Theory]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("cancel", "cancelled")]
    public async Task When_a_request_is_over_what_has_not_begun_is_cancelled_and_what_has_ends_early(string verb, string status)
    {
        var request = await slice.Request(Ct, quantity: 5);
        var experts = new List<TestExpert>();
        for (var i = 0; i < 5; i++) experts.Add(await slice.Expert(Ct));
        var proposed = (await request.Propose(experts[0], Ct)).Must(HttpStatusCode.Created);
        var invited = await request.Invited(experts[1], Ct);
        var accepted = await request.Accepted(experts[2], Ct);
        var confirmed = await request.Confirmed(experts[3], Ct);
        var begun = await request.Confirmed(experts[4], Ct);
        (await experts[4].Person.Post($"/api/assignments/{begun.Id}/start", null, Ct, begun.Revision)).Must(HttpStatusCode.OK);

        var message = request.Message(verb, status);
        // The crash: the picture was kept, and one assignment ended, when the process died; the message comes again.
        await slice.Hear(message, Ct);
        var once = await States();
        Assert.Equal(["cancelled", "cancelled", "cancelled", "cancelled", "endedEarly"], once.Select(s => s.Status));
        await slice.Hear(message, Ct);
        Assert.Equal(once, await States());

        Assert.Equal("request-not-open", (await request.Propose(await slice.Expert(Ct), Ct)).Must(HttpStatusCode.Conflict).Code());

        async Task<List<(string Status, long Revision)>> States()
        {
            List<(string, long)> states = [];
            foreach (var one in new[] { proposed, invited, accepted, confirmed, begun })
            {
                var now = await request.Coordinator.Get($"/api/assignments/{one.Id}", Ct);
                states.Add((now.RequestStatus, now.Revision));
            }
            return states;
        }
    }

    [Fact]
    public async Task A_confirmation_that_crosses_the_end_of_its_request_is_cancelled()
    {
        var expert = await slice.Expert(Ct);
        for (var round = 0; round < 20; round++)
        {
            var request = await slice.Request(Ct);
            var accepted = await request.Accepted(expert, Ct);
            await Task.WhenAll(request.Confirm(accepted, Ct), request.Moves("withdraw", "withdrawn", Ct));
            await request.Becomes(accepted, "cancelled", Ct);
        }
    }

    /// <summary>The race above, at its worst: the request ends after the confirmation was judged and before it is saved.</summary>
    [Fact]
    public async Task What_is_saved_after_the_end_of_its_request_was_dealt_with_ends_too()
    {
        var request = await slice.Request(Ct);
        var accepted = await request.Accepted(await slice.Expert(Ct), Ct);
        var store = slice.Get<Store<Assignment>>();
        await request.Moves("withdraw", "withdrawn", Ct);
        var read = await Wait.Until(ct => store.Find(accepted.Id, ct), d => d!.Value.Status == AssignmentStatus.Cancelled, Ct);
        await store.Save(read!, read!.Value with { Status = AssignmentStatus.Confirmed, Place = 1 }, Guid.Empty, [new Step("confirm", "accepted", "confirmed")], Ct);
        await request.Becomes(accepted, "cancelled", Ct);
        Assert.Equal("cancel", (await store.History(accepted.Id, Ct))[^1].Verb);
    }

    [Fact]
    public async Task Older_news_of_a_request_changes_nothing_and_needs_stay_known()
    {
        var request = await slice.Request(Ct);
        var old = request.Message("take", "inReview", number: 2);
        await slice.Hear(old, Ct);
        (await request.Propose(await slice.Expert(Ct), Ct)).Must(HttpStatusCode.Created);
        await slice.Hear(request.Message("hand-over", "matching") with { Needs = null, Periods = null, DeliveryMode = null }, Ct);
        (await request.Propose(await slice.Expert(Ct), Ct)).Must(HttpStatusCode.Created);
    }
}
