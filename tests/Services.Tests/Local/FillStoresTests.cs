using Alliance.Demo;
using Alliance.Experts;
using Alliance.Experts.Inviting;
using Alliance.Experts.Keeping;
using Alliance.Requests;
using Alliance.Requests.Matching;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Alliance.Services.Tests.Local;

/// <summary>What <c>--demo</c> puts into the stores before the services start.</summary>
public sealed class FillStoresTests(FilledStores filled) : IClassFixture<FilledStores>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_story_is_told_to_its_end() => Assert.Equal("30 experts and 43 requests added", filled.Said);

    [Fact]
    public void Forty_requests_are_handed_in_and_every_state_is_there()
    {
        Assert.Equal(40, filled.Requests.Count(r => r.Value.Submissions > 0));
        Assert.Equal(Enum.GetValues<RequestStatus>(), filled.Requests.Select(r => r.Value.Status).Distinct().Order());
        Assert.Contains(filled.Requests, r => r.Value is { OnHold: true, Status: RequestStatus.Matching });
        Assert.Contains(filled.Requests, r => r.Value.Decision is { Proposed: true });
        // Nobody in the stories offers help unasked and still waits, and nobody is replaced.
        Assert.Equal(Enum.GetValues<AssignmentStatus>().Except([AssignmentStatus.Interested, AssignmentStatus.Replaced]), filled.Assignments.Select(a => a.Value.Status).Distinct().Order());
        Assert.Equal(30, filled.Experts.Count);
        Assert.All(filled.Experts, e => Assert.True(e.Value.WasSubmitted));
        // Nobody had themselves erased.
        Assert.Equal(Enum.GetValues<ExpertStatus>().Except([ExpertStatus.Erased]), filled.Experts.Select(e => e.Value.Status).Distinct().Order());
    }

    [Fact]
    public async Task Every_history_verifies_and_lies_within_the_last_thirteen_months()
    {
        foreach (var (id, entries, head) in await Histories())
        {
            Assert.Null(HistoryChain.Verify(id, entries));
            Assert.Equal(head, entries[^1].Hash);
            Assert.All(entries, e => Assert.InRange(e.At, FilledStores.MadeAt.AddDays(-395), FilledStores.MadeAt));
            Assert.Equal(entries.Select(e => e.At).Order(), entries.Select(e => e.At));
        }
    }

    [Fact]
    public void Both_services_agree_and_the_status_follows_from_who_is_on_which_need()
    {
        var known = filled.Requests.SelectMany(r => r.Value.Staffing.Select(p => (r.Id, p.AssignmentId, p.State, p.No))).Order();
        Assert.Equal(filled.Assignments.Select(a => (a.Value.RequestId, a.Id, Wire<AssignmentStatus>.Of(a.Value.Status), a.LastNo)).Order(), known);
        Assert.All(filled.Requests.Where(r => RequestStatuses.OpenCall.Contains(r.Value.Status)),
            r => Assert.Equal(ComputedStatus.Of(r.Value.Content.Needs, r.Value.Staffing), r.Value.Status));
    }

    [Fact]
    public void Experts_with_a_client_are_active_and_free_for_the_next_twelve_months_with_their_employers_consent()
    {
        string[] withClient = ["BG331", "AT130", "PL21", "ITH5", "DK011"];
        var today = DateOnly.FromDateTime(FilledStores.MadeAt.UtcDateTime);
        foreach (var code in withClient)
        {
            var expert = Assert.Single(filled.Experts, e => e.Value.PersonId == FilledStores.Cast.Of(code, Roles.Expert).PersonId);
            Assert.Equal(ExpertStatus.Active, expert.Value.Status);
            Assert.True(expert.Value.Consent!.Until >= today.AddYears(1));
            var window = Assert.Single(expert.Value.Profile.Availability!.Windows);
            Assert.True(window.From <= today && window.To >= today.AddYears(1));
            Assert.DoesNotContain(filled.Assignments, a => a.Value.ExpertId == expert.Id);
        }
    }

    [Fact]
    public void Nothing_is_overdue_when_the_services_start()
    {
        var settings = new RosterSettings();
        Assert.All(filled.Requests.Select(r => Ticking.StepAt(r.Value)), Ahead);
        // Whom a target reminds, the story tells too; the next may be tomorrow's.
        Assert.All(filled.Requests.Select(r => Ticking.DueAt(r.Value)), due => Assert.True(due is null || due > FilledStores.MadeAt, $"{due:O} has passed"));
        Assert.All(filled.Assignments.Select(a => AssignmentTimers.NextAt(a.Value)), Ahead);
        Assert.All(filled.Experts.Select(e => Staleness.NextAt(e.Value, settings)), Ahead);

        static void Ahead(DateTimeOffset? due) => Assert.True(due is null || due > FilledStores.MadeAt.AddHours(12), $"{due:O} has passed");
    }

    [Fact]
    public void References_follow_the_order_of_the_first_submits()
    {
        var references = filled.Requests.Where(r => r.Value.Reference is not null).Select(r => (r.Value.Reference, r.Value.SubmittedAt, r.Value.Submissions)).ToArray();
        Assert.Equal(40, references.Select(r => r.Reference).Distinct().Count());
        var once = references.Where(r => r.Submissions == 1).ToArray();
        Assert.Equal(once.OrderBy(r => r.Reference, StringComparer.Ordinal).Select(r => r.SubmittedAt), once.Select(r => r.SubmittedAt).Order());
    }

    [Fact]
    public async Task A_second_time_adds_and_changes_nothing()
    {
        var before = await Histories();
        Assert.Equal("0 experts and 0 requests added", await FillStores.With(FilledStores.Cast, filled.Configuration, FilledStores.MadeAt.AddDays(3), Cancel));
        await filled.Read(Cancel);
        Assert.Equal(before.Select(h => (h.Id, h.Head)), (await Histories()).Select(h => (h.Id, h.Head)));
    }

    [Theory]
    [InlineData("2027-02-28T23:58:00Z")]
    [InlineData("2028-02-29T00:01:00Z")]
    public async Task It_can_be_made_on_any_day_and_at_any_hour(string madeAt)
    {
        var at = DateTimeOffset.Parse(madeAt, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("30 experts and 43 requests added", await FillStores.With(FilledStores.Cast, FilledStores.Settings("filled-" + at.Year), at, Cancel));
    }

    [Theory]
    [InlineData("Development", "http://127.0.0.1:5001", true)]
    [InlineData("Development", "http://localhost:5001", true)]
    [InlineData("Development", "http://0.0.0.0:5001", false)]
    [InlineData("Development", "http://127.0.0.1:5001;http://10.0.0.4:5001", false)]
    [InlineData("Development", null, false)]
    [InlineData("Production", "http://127.0.0.1:5001", false)]
    [InlineData(null, "http://127.0.0.1:5001", false)]
    public void It_is_made_in_development_and_on_loopback_only(string? environment, string? urls, bool made) =>
        Assert.Equal(made, Loopback.Only(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = environment, ["ASPNETCORE_URLS"] = urls }).Build()));

    private async Task<IReadOnlyList<(Guid Id, IReadOnlyList<HistoryEntry> Entries, string Head)>> Histories()
    {
        List<(Guid, IReadOnlyList<HistoryEntry>, string)> all = [];
        foreach (var r in filled.Requests) all.Add((r.Id, await filled.RequestStore.History(r.Id, Cancel), r.Head));
        foreach (var a in filled.Assignments) all.Add((a.Id, await filled.AssignmentStore.History(a.Id, Cancel), a.Head));
        foreach (var e in filled.Experts) all.Add((e.Id, await filled.ExpertStore.History(e.Id, Cancel), e.Head));
        return all;
    }
}
