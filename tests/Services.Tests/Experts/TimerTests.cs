using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Inviting;
using Alliance.Experts.Keeping;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>What happens because time passes: on a service of its own, whose clock is moved.</summary>
public sealed class TimerTests : IAsyncLifetime
{
    private readonly ExpertsSlice slice = new("experts-timers", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => slice.InitializeAsync();

    [Fact]
    public async Task An_invitation_is_called_to_mind_at_half_time_and_expires()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        slice.Pass(TimeSpan.FromDays(3.4));
        slice.Pass(TimeSpan.FromDays(0.2));
        var reminded = await Wait.Until(ct => expert.Person.Get($"/api/assignments/{invited.Id}", ct), a => a.Body!["invitation"]!["reminded"]!.GetValue<bool>(), Ct);
        Assert.Equal("invited", reminded.RequestStatus);
        slice.Pass(TimeSpan.FromDays(3.5));
        var expired = await request.Becomes(invited, "expired", Ct);
        Assert.Equal("wrong-state", (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", Profiles.NoConflict(), Ct, expired.Revision)).Must(HttpStatusCode.Conflict).Code());
        await Wait.Until(() => slice.Published.OfType<AssignmentMoved>().Count(m => m.Id == invited.Id && m.Verb is "remind" or "expire") >= 2, Ct);
    }

    [Fact]
    public async Task Work_is_due_for_its_report_at_its_end_and_a_coordinator_completes_what_is_left_lying()
    {
        var expert = await slice.Expert(Ct);
        var today = DateOnly.FromDateTime(slice.Now.UtcDateTime);
        var request = await slice.Request(Ct, period: new DayPeriod(today, today.AddDays(2)));
        var confirmed = await request.Confirmed(expert, Ct);
        (await request.Coordinator.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        slice.Pass(TimeSpan.FromDays(3));
        var reporting = await request.Becomes(confirmed, "reporting", Ct);
        Assert.Empty((await request.Coordinator.Get($"/api/assignments/{confirmed.Id}", Ct)).Actions());
        slice.Pass(TimeSpan.FromDays(14));
        Assert.Equal(["complete", "return-report"], (await request.Coordinator.Get($"/api/assignments/{confirmed.Id}", Ct)).Actions());
        (await request.Coordinator.Post($"/api/assignments/{confirmed.Id}/complete", null, Ct, reporting.Revision)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_profile_nobody_confirms_goes_stale_after_a_reminder_and_is_confirmed_again()
    {
        var expert = await slice.Expert(Ct);
        slice.Pass(TimeSpan.FromDays(336));
        await Wait.Until(() => slice.Published.OfType<ExpertMoved>().Any(m => m.Id == expert.Id && m.Verb == "remind"), Ct);
        slice.Pass(TimeSpan.FromDays(30));
        var stale = await Wait.Until(ct => expert.Person.Get($"/api/experts/{expert.Id}", ct), p => p.RequestStatus == "stale", Ct);
        Assert.Equal("active", (await expert.Person.Post($"/api/experts/{expert.Id}/confirm", null, Ct, stale.Revision)).Must(HttpStatusCode.OK).RequestStatus);
    }

    [Fact]
    public void Before_its_time_nothing_happens_and_after_a_standstill_the_reminder_is_left_out()
    {
        var now = slice.Now;
        var settings = new AssignmentSettings();
        var invited = Some.Assignment(AssignmentStatus.Invited) with { Invitation = new Invitation(now, now.AddDays(7)) };
        Assert.Null(AssignmentTimers.Tick(invited, new Moment(null, now.AddDays(3.5).AddSeconds(-1), settings)));
        Assert.Equal("remind", Assert.Single(AssignmentTimers.Tick(invited, new Moment(null, now.AddDays(3.5), settings))!.Steps).Verb);
        Assert.Equal("expire", Assert.Single(AssignmentTimers.Tick(invited, new Moment(null, now.AddDays(8), settings))!.Steps).Verb);
        var confirmed = Some.Expert(ExpertStatus.Active) with { LastConfirmedAt = now };
        Assert.Null(Staleness.Tick(confirmed, new RosterSettings(), now.AddDays(334)));
        Assert.Equal("go-stale", Assert.Single(Staleness.Tick(confirmed, new RosterSettings(), now.AddDays(365))!.Steps).Verb);
    }

    [Fact]
    public async Task A_returned_report_is_due_again_after_the_set_time()
    {
        var expert = await slice.Expert(Ct);
        var today = DateOnly.FromDateTime(slice.Now.UtcDateTime);
        var request = await slice.Request(Ct, period: new DayPeriod(today, today));
        var confirmed = await request.Confirmed(expert, Ct);
        var active = (await expert.Person.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var reported = (await expert.Person.Post($"/api/assignments/{confirmed.Id}/report", new JsonObject { ["text"] = "Done" }, Ct, active.Revision)).Must(HttpStatusCode.OK);
        (await request.Signatory.Post($"/api/assignments/{confirmed.Id}/return-report", null, Ct, reported.Revision)).Must(HttpStatusCode.OK);
        slice.Pass(TimeSpan.FromDays(2));
        Assert.Equal("active", (await request.Coordinator.Get($"/api/assignments/{confirmed.Id}", Ct)).RequestStatus);
        slice.Pass(TimeSpan.FromDays(13));
        await request.Becomes(confirmed, "reporting", Ct);
    }

    public ValueTask DisposeAsync() => slice.DisposeAsync();
}
