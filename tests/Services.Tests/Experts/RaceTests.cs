using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Two who want the same thing at the same moment, each at a host of their own: one store, and nothing else in common.</summary>
[Collection("experts")]
public sealed class RaceTests(ExpertsSlice slice) : IAsyncLifetime
{
    private readonly ExpertsSlice other = slice.Beside();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => other.InitializeAsync();

    [Fact]
    public async Task Of_two_confirmations_of_the_last_place_exactly_one_stands_and_the_other_is_told_why()
    {
        var experts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => slice.Expert(Ct)));
        for (var round = 0; round < 100; round++)
        {
            var request = await slice.Request(Ct);
            var accepted = await Task.WhenAll(experts.Select(e => request.Accepted(e, Ct)));
            var there = other.Person(request.Signatory.Id, (request.Applicant, Roles.AuthoritySignatory));
            var answers = await Task.WhenAll(
                request.Confirm(accepted[0], Ct), there.Post($"/api/assignments/{accepted[1].Id}/confirm", new JsonObject(), Ct, accepted[1].Revision));
            var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            var lost = Assert.Single(answers, a => a.Status != HttpStatusCode.OK);
            // Too late for the place; or so late that the system had made a reserve of it, which the revision or the state tells.
            Assert.Contains(lost.Code(), new[] { "need-full", "stale", "wrong-state" });
            var loser = accepted.Single(a => a.Id != won.Id);
            await request.Becomes(loser, "reserve", Ct);
            // For the next round.
            await Task.WhenAll(accepted.Select(a => Withdraw(experts[Array.IndexOf(accepted, a)], a.Id)));
        }
    }

    [Fact]
    public async Task Days_on_site_are_never_promised_twice()
    {
        var expert = await slice.Expert(Ct);
        var there = other.Person(expert.Person.Id, (expert.Employer, Roles.Expert));
        for (var round = 0; round < 50; round++)
        {
            var week = Profiles.Week(round);
            // The last day of one is the first of the other.
            var first = await slice.Request(Ct, mode: "onsite", period: week);
            var second = await slice.Request(Ct, mode: "hybrid", period: new(week.To, week.To.AddDays(2)));
            var invited = await Task.WhenAll(first.Invited(expert, Ct), second.Invited(expert, Ct));
            var answers = await Task.WhenAll(
                expert.Person.Post($"/api/assignments/{invited[0].Id}/accept", Profiles.NoConflict(), Ct, invited[0].Revision),
                there.Post($"/api/assignments/{invited[1].Id}/accept", Profiles.NoConflict(), Ct, invited[1].Revision));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Equal("days-taken", Assert.Single(answers, a => a.Status != HttpStatusCode.OK).Must(HttpStatusCode.Conflict).Code());
        }
    }

    [Fact]
    public async Task Work_from_afar_takes_no_days_and_days_given_back_can_be_promised_again()
    {
        var expert = await slice.Expert(Ct);
        var onsite = await slice.Request(Ct, mode: "onsite", period: Profiles.Week(1));
        var online = await slice.Request(Ct, mode: "online", period: Profiles.Week(1));
        var another = await slice.Request(Ct, mode: "onsite", period: Profiles.Week(1));
        await online.Accepted(expert, Ct);
        var accepted = await onsite.Accepted(expert, Ct);
        Assert.Equal("not-eligible", (await another.Propose(expert, Ct)).Must(HttpStatusCode.Conflict).Code());
        await Withdraw(expert, accepted.Id);
        await another.Accepted(expert, Ct);
    }

    [Fact]
    public async Task Of_three_places_five_confirmations_take_three_different_ones()
    {
        var request = await slice.Request(Ct, quantity: 3);
        var accepted = new List<Testing.Answer>();
        for (var i = 0; i < 5; i++) accepted.Add(await request.Accepted(await slice.Expert(Ct), Ct));
        var answers = await Task.WhenAll(accepted.Select(a => request.Confirm(a, Ct)));
        Assert.Equal([1, 2, 3], answers.Where(a => a.IsSuccess).Select(a => a.Body!["place"]!.GetValue<int>()).Order());
    }

    public ValueTask DisposeAsync() => other.DisposeAsync();

    private async Task Withdraw(TestExpert expert, Guid id)
    {
        // The system may be making a reserve of it at this moment.
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var read = await expert.Person.Get($"/api/assignments/{id}", Ct);
            if ((await expert.Person.Post($"/api/assignments/{id}/withdraw", new JsonObject(), Ct, read.Revision)).IsSuccess) break;
        }
        Assert.Equal(AssignmentStatus.Withdrawn, (await slice.Get<Store<Assignment>>().Find(id, Ct))!.Value.Status);
    }
}
