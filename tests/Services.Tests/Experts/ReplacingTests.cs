using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Another expert goes on with a place; a report that comes late; what a request that found its end leaves open.</summary>
[Collection("experts")]
public sealed class ReplacingTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_expert_goes_on_the_place_is_free_and_the_two_assignments_name_each_other()
    {
        var request = await slice.Request(Ct);
        var (first, second) = (await slice.Expert(Ct), await slice.Expert(Ct));
        var active = await Active(request, first);
        Assert.Equal(["expertId"], (await Replace(request, active, first)).Must(HttpStatusCode.BadRequest).Faults);
        var replaced = (await Replace(request, active, second)).Must(HttpStatusCode.OK);
        Assert.Equal(("replaced", null), (replaced.RequestStatus, (int?)replaced.Body!["place"]));
        var next = await Wait.Until(ct => request.Coordinator.Get($"/api/assignments/{replaced.Body["replacedBy"]}", ct), a => a.Status == HttpStatusCode.OK, Ct);
        Assert.Equal(("proposed", replaced.Id, second.Id), (next.RequestStatus, next.Body!["replaces"]!.GetValue<Guid>(), next.Body["expertId"]!.GetValue<Guid>()));

        // The crash: the entry is followed again, and there is one successor.
        var store = slice.Get<Store<Assignment>>();
        var read = (await store.Find(replaced.Id, Ct))!;
        foreach (var entry in await store.History(replaced.Id, Ct)) await slice.Get<FollowAssignment>().Of(read, entry, Ct);
        Assert.Equal(2, (await request.Coordinator.Get($"/api/assignments?needId={request.Need}", Ct)).Body!["items"]!.AsArray().Count);

        var invited = (await request.Coordinator.Post($"/api/assignments/{next.Id}/invite", null, Ct, next.Revision)).Must(HttpStatusCode.OK);
        var accepted = (await second.Person.Post($"/api/assignments/{next.Id}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(1, (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.OK).Body!["place"]!.GetValue<int>());
    }

    [Fact]
    public async Task Who_stands_for_the_need_already_is_no_successor()
    {
        var request = await slice.Request(Ct);
        var reserve = await slice.Expert(Ct);
        var active = await Active(request, await slice.Expert(Ct));
        (await request.Propose(reserve, Ct)).Must(HttpStatusCode.Created);
        Assert.Equal("already-proposed", (await Replace(request, active, reserve)).Must(HttpStatusCode.Conflict).Code());
    }

    [Fact]
    public async Task Of_a_replacement_and_a_report_that_cross_exactly_one_stands()
    {
        await using var other = slice.Beside();
        await other.InitializeAsync();
        var next = await slice.Expert(Ct);
        for (var round = 0; round < 15; round++)
        {
            var request = await slice.Request(Ct);
            var expert = await slice.Expert(Ct);
            var active = await Active(request, expert);
            var there = other.Person(expert.Person.Id, (expert.Employer, Roles.Expert));
            var answers = await Task.WhenAll(
                Replace(request, active, next), there.Post($"/api/assignments/{active.Id}/report", new JsonObject { ["text"] = "Готово" }, Ct, active.Revision));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Single(answers, a => a.Status == HttpStatusCode.PreconditionFailed);
        }
    }

    [Fact]
    public async Task Two_sides_that_agree_at_once_have_both_agreed_once_the_later_one_has_looked_again()
    {
        var request = await slice.Request(Ct);
        var expert = await slice.Expert(Ct);
        var accepted = await request.Accepted(expert, Ct);
        var at = $"/api/assignments/{accepted.Id}";
        var terms = (await request.Coordinator.Put($"{at}/terms", new JsonObject { ["text"] = "Чотири дні", ["personDays"] = 4 }, accepted.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("terms-not-agreed", (await request.Confirm(terms, Ct)).Must(HttpStatusCode.Conflict).Code());
        var answers = await Task.WhenAll(expert.Person.Post($"{at}/agree", null, Ct, terms.Revision), request.Signatory.Post($"{at}/agree", null, Ct, terms.Revision));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        var lost = Assert.Single(answers, a => a.Status != HttpStatusCode.OK).Must(HttpStatusCode.PreconditionFailed);
        var late = ReferenceEquals(lost, answers[0]) ? expert.Person : request.Signatory;
        var both = (await late.Post($"{at}/agree", null, Ct, (await late.Get(at, Ct)).Revision)).Must(HttpStatusCode.OK);
        Assert.NotNull(both.Body!["terms"]!["expertAgreedAt"]);
        Assert.NotNull(both.Body["terms"]!["applicantAgreedAt"]);
        (await request.Confirm(both, Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Other_days_in_the_terms_are_claimed_with_them()
    {
        var expert = await slice.Expert(Ct);
        var first = await slice.Request(Ct, mode: "onsite", period: Profiles.Week(1));
        var second = await slice.Request(Ct, mode: "onsite", period: Profiles.Week(2));
        await first.Accepted(expert, Ct);
        var accepted = await second.Accepted(expert, Ct);
        JsonObject Days(int week) => new() { ["text"] = "Аудит", ["period"] = new JsonObject { ["from"] = $"{Profiles.Week(week).From:yyyy-MM-dd}", ["to"] = $"{Profiles.Week(week).To:yyyy-MM-dd}" } };
        Assert.Equal("not-eligible", (await second.Coordinator.Put($"/api/assignments/{accepted.Id}/terms", Days(1), accepted.Revision, Ct)).Must(HttpStatusCode.Conflict).Code());
        var moved = (await second.Signatory.Put($"/api/assignments/{accepted.Id}/terms", Days(3), accepted.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("2027-01-25", moved.Body!["period"]!["from"]!.GetValue<string>());
        // The week it gave back is free again.
        await (await slice.Request(Ct, mode: "onsite", period: Profiles.Week(2))).Accepted(expert, Ct);
    }

    [Theory]
    [InlineData("deliver", "delivered", "cancelled cancelled cancelled cancelled cancelled active")]
    [InlineData("unfilled", "unfilled", "cancelled proposed cancelled accepted confirmed active")]
    [InlineData("close", "closed", "cancelled cancelled cancelled cancelled cancelled endedEarly")]
    public async Task The_end_of_a_search_ends_what_nobody_waits_for_any_more(string verb, string status, string expected)
    {
        var request = await slice.Request(Ct, quantity: 6);
        var experts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => slice.Expert(Ct)));
        var offer = new JsonObject { ["requestId"] = request.Id, ["needId"] = request.Need, ["conflictOfInterest"] = new JsonObject { ["declared"] = false } };
        Answer[] all =
        [
            (await experts[0].Person.Post("/api/assignments", offer, Ct)).Must(HttpStatusCode.Created), (await request.Propose(experts[1], Ct)).Must(HttpStatusCode.Created),
            await request.Invited(experts[2], Ct), await request.Accepted(experts[3], Ct), await request.Confirmed(experts[4], Ct), await Active(request, experts[5])
        ];
        await request.Moves(verb, status, Ct);
        var states = new List<string>();
        foreach (var one in all) states.Add((await request.Coordinator.Get($"/api/assignments/{one.Id}", Ct)).RequestStatus);
        Assert.Equal(expected, string.Join(' ', states));
        var last = (await slice.Get<Store<Assignment>>().History(all[0].Id, Ct))[^1];
        Assert.Equal(("cancel", $"request-{status}"), (last.Verb, last.Code));
    }

    private static async Task<Answer> Active(TestRequest request, TestExpert expert)
    {
        var confirmed = await request.Confirmed(expert, Ct);
        return (await expert.Person.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
    }

    private static Task<Answer> Replace(TestRequest request, Answer assignment, TestExpert by) =>
        request.Coordinator.Post($"/api/assignments/{assignment.Id}/replace", new JsonObject { ["expertId"] = by.Id, ["reason"] = "Хвороба" }, Ct, assignment.Revision);
}
