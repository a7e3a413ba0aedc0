using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Handling;
using Alliance.Requests.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>What coordinators do with a request from approval to its end, and what times do.</summary>
public sealed class HandlingTests
{
    private static readonly Reasoned Why = new(" Так треба ");
    private static readonly DateTimeOffset Soon = Some.Now.AddDays(2);

    [Fact]
    public void Held_and_resumed_the_clocks_shift_by_the_time_held()
    {
        var matching = Some.Request(RequestStatus.Matching) with { Timers = new RequestTimers(ClosesAt: Soon) };
        var held = Some.MoveOf(HoldAssistanceRequest.Decide(matching, new HoldReason("funding", "Чекаємо"), Some.Coordinator, Some.Now));
        Assert.Equal(new Step("hold", "matching", "matching", "funding", "Чекаємо"), Assert.Single(held.Steps));
        Assert.True(held.Next.OnHold);
        Assert.Null(Ticking.DueAt(held.Next));
        Assert.Null(Ticking.Tick(held.Next, Soon.AddYears(1), Some.Periods));

        var resumed = Some.MoveOf(ResumeAssistanceRequest.Decide(held.Next, null, Some.Coordinator, Some.Now.AddHours(5)));
        Assert.Equal((false, Soon.AddHours(5)), (resumed.Next.OnHold, Ticking.DueAt(resumed.Next)));
        Assert.Equal(new Step("resume", "matching", "matching"), Assert.Single(resumed.Steps));
    }

    [Fact]
    public void Delivered_while_on_hold_the_whole_period_is_still_to_pass_when_it_goes_on()
    {
        var held = Some.Request(RequestStatus.InProgress) with { Held = new Standstill("funding", Some.Now) };
        var delivered = Some.MoveOf(DeliverAssistanceRequest.Decide(held, Why, Some.Coordinator, Some.Now.AddDays(3), Some.Periods)).Next;
        var resumed = Some.MoveOf(ResumeAssistanceRequest.Decide(delivered, null, Some.Coordinator, Some.Now.AddDays(10))).Next;
        Assert.Equal(Some.Now.AddDays(40), resumed.Timers.EndsAt);
    }

    [Fact]
    public void A_hold_has_a_reason_of_the_list() => Assert.Equal(
        ["code: unknown-code", "text: too-long"],
        Some.Faults(Some.RefusalOf(HoldAssistanceRequest.Decide(Some.Request(RequestStatus.Matching), new HoldReason("tired", new string('x', 4_001)), Some.Coordinator, Some.Now))));

    [Fact]
    public void Opened_by_hand_it_keeps_an_end_that_is_still_to_come()
    {
        var approved = Some.Request(RequestStatus.Approved) with { Timers = new RequestTimers(Some.Now.AddDays(1), Soon) };
        Assert.Equal(new RequestTimers(ClosesAt: Soon), Some.MoveOf(Open(approved, new Opening())).Next.Timers);
        Assert.Equal(new RequestTimers(ClosesAt: Soon.AddDays(1)), Some.MoveOf(Open(approved, new Opening(ClosesAt: Soon.AddDays(1)))).Next.Timers);
        Assert.Equal(RequestTimers.None, Some.MoveOf(Open(approved with { Timers = new RequestTimers(ClosesAt: Some.Now) }, new Opening())).Next.Timers);
        Assert.Equal(["closesAt: in-the-past"], Some.Faults(Some.RefusalOf(Open(approved, new Opening(ClosesAt: Some.Now)))));
    }

    [Fact]
    public void Opened_again_the_status_follows_from_who_is_there_already()
    {
        var unfilled = Some.Request(RequestStatus.Unfilled) with { Staffing = [new StaffedPlace(Some.Hromada, Some.Need, "confirmed", 4, Some.Expert.PersonId)] };
        var opened = Some.MoveOf(Open(unfilled, new Opening()));
        Assert.Equal(RequestStatus.Staffed, opened.Next.Status);
        Assert.Equal([new Step("open", "unfilled", "matching"), new Step("staffed", "matching", "staffed")], opened.Steps);
    }

    [Fact]
    public void Times_that_came_open_end_and_close_a_request()
    {
        var approved = Some.Request(RequestStatus.Approved) with { Timers = new RequestTimers(Some.Now, Soon) };
        Assert.Null(Ticking.Tick(approved, Some.Now.AddSeconds(-1), Some.Periods));
        var opened = Ticking.Tick(approved, Some.Now, Some.Periods)!;
        Assert.Equal(new Step("open", "approved", "matching"), Assert.Single(opened.Steps));
        Assert.Null(Ticking.Tick(opened.Next, Soon.AddSeconds(-1), Some.Periods));
        var unfilled = Ticking.Tick(opened.Next, Soon, Some.Periods)!;
        Assert.Equal(new Step("unfilled", "matching", "unfilled"), Assert.Single(unfilled.Steps));
        Assert.Null(Ticking.DueAt(unfilled.Next));

        var delivered = Some.MoveOf(DeliverAssistanceRequest.Decide(opened.Next, Why, Some.Coordinator, Soon, Some.Periods));
        Assert.Equal(new Step("deliver", "matching", "delivered", Text: "Так треба"), Assert.Single(delivered.Steps));
        Assert.Null(Ticking.Tick(delivered.Next, Soon.AddDays(30).AddSeconds(-1), Some.Periods));
        Assert.Equal(new Step("close", "delivered", "closed"), Assert.Single(Ticking.Tick(delivered.Next, Soon.AddDays(30), Some.Periods)!.Steps));
    }

    [Fact]
    public void A_search_that_opens_after_its_named_end_is_not_over_at_once()
    {
        var late = Some.Request(RequestStatus.Approved) with { Timers = new RequestTimers(Some.Now.AddDays(-9), Some.Now.AddDays(-1)) };
        var opened = Ticking.Tick(late, Some.Now, Some.Periods)!.Next;
        Assert.Equal((RequestStatus.Matching, RequestTimers.None), (opened.Status, opened.Timers));
        Assert.Null(Ticking.StepAt(opened));
    }

    [Theory]
    [InlineData("invited", true)]
    [InlineData("reserve", true)]
    [InlineData("accepted", false)]
    [InlineData("confirmed", false)]
    public void The_end_of_matching_counts_only_where_nobody_said_yes(string state, bool due)
    {
        var matching = Some.Request(RequestStatus.Matching) with
        {
            Timers = new RequestTimers(ClosesAt: Some.Now),
            Staffing = [new StaffedPlace(Some.Hromada, Some.OtherHromada, state, 2, Some.Expert.PersonId)]
        };
        Assert.Equal(due, Ticking.DueAt(matching) is not null);
    }

    [Fact]
    public void Every_end_stops_the_clocks_and_lifts_the_hold()
    {
        var held = Some.Request(RequestStatus.Delivered) with { Held = new Standstill("funding", Some.Now), Timers = new RequestTimers(EndsAt: Soon) };
        AssistanceRequest[] ends =
        [
            Some.MoveOf(WithdrawAssistanceRequest.Decide(held, null, Some.Signatory)).Next,
            Some.MoveOf(CancelAssistanceRequest.Decide(held, Why, Some.Coordinator)).Next,
            Some.MoveOf(CloseAssistanceRequest.Decide(held, null, Some.Coordinator, Some.Now, Some.Periods)).Next
        ];
        Assert.Equal([RequestStatus.Withdrawn, RequestStatus.Cancelled, RequestStatus.Closed], ends.Select(e => e.Status));
        Assert.All(ends, e => Assert.Equal((false, null, RequestTimers.None), (e.OnHold, Ticking.DueAt(e), e.Timers with { ReopenUntil = null })));
    }

    [Fact]
    public void A_reason_is_asked_where_others_depend_on_it_and_kept_where_it_is_given()
    {
        var matching = Some.Request(RequestStatus.Matching);
        Assert.Equal(["reason: required"], Some.Faults(Some.RefusalOf(CancelAssistanceRequest.Decide(matching, null, Some.Coordinator))));
        Assert.Equal(["reason: required"], Some.Faults(Some.RefusalOf(DeliverAssistanceRequest.Decide(matching, new Reasoned(" "), Some.Coordinator, Some.Now, Some.Periods))));
        Assert.Equal("Так треба", Some.MoveOf(CancelAssistanceRequest.Decide(matching, Why, Some.Coordinator)).Steps[0].Text);
        Assert.Equal("Так треба", Some.MoveOf(WithdrawAssistanceRequest.Decide(matching, Why, Some.Signatory)).Steps[0].Text);
        Assert.Equal("Так треба", Some.MoveOf(EndUnfilled.Decide(matching, Why, Some.Coordinator)).Steps[0].Text);
        Assert.Equal(["reason: too-long"], Some.Faults(Some.RefusalOf(WithdrawAssistanceRequest.Decide(matching, new Reasoned(new string('x', 4_001)), Some.Signatory))));
        Assert.Equal(["reason: control-character"], Some.Faults(Some.RefusalOf(CloseAssistanceRequest.Decide(Some.Request(RequestStatus.Delivered), new Reasoned("a\0"), Some.Coordinator, Some.Now, Some.Periods))));
    }

    [Fact]
    public void Periods_that_make_no_sense_are_said_at_start()
    {
        Assert.Empty(new RequestsSettings().Faults());
        Assert.Single(new RequestsSettings { CloseAfterDelivered = TimeSpan.Zero }.Faults());
    }

    private static Decision<AssistanceRequest> Open(AssistanceRequest request, Opening opening) =>
        OpenAssistanceRequest.Decide(request, opening, Some.Coordinator, Some.Now, Some.Periods);
}
