using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Counting;
using Alliance.Requests.Handling;
using Alliance.Requests.Reading;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>The clock of a request: what runs it, what stops it, and whom its times remind. <see cref="Some.Now"/> is a Monday.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Monday = Some.Now;

    [Fact]
    public void The_clock_runs_from_submit_and_the_first_answer_is_due_after_ten_working_days()
    {
        var submitted = Submitted();
        Assert.Equal((Targets.FirstAnswer, Monday, Monday.AddDays(14)), (submitted.Clock!.Target, submitted.Clock.RunningSince, submitted.Clock.DueAt));
        Assert.Equal(Monday.AddDays(10), submitted.Clock.SoonAt);
        Assert.Equal(Monday.AddDays(10), Ticking.DueAt(submitted));
    }

    [Fact]
    public void While_it_is_the_applicants_turn_the_clock_stands_still_and_goes_on_where_it_stopped()
    {
        var returned = Return(Submitted(), Monday.AddDays(3));
        Assert.Equal((TimeSpan.FromDays(3), null, null), (returned.Clock!.Consumed, returned.Clock.RunningSince, returned.Clock.DueAt));
        Assert.Equal("applicant", ClockView.Of(returned)!.StandsStill);
        var again = Settle(returned, Some.MoveOf(SubmitAssistanceRequest.Decide(returned, true, null, Some.Signatory, Monday.AddDays(10))), Monday.AddDays(10));
        // Of twenty days three are used: seventeen working days from the third Monday on, over Christmas.
        Assert.Equal((Targets.Decision, TimeSpan.FromDays(3)), (again.Clock!.Target, again.Clock.Consumed));
        Assert.Equal(Some.Periods.Days.AddWorkingDays(Monday.AddDays(10), 17), again.Clock.DueAt);
    }

    [Fact]
    public void On_hold_the_clock_stands_still_and_all_its_times_shift()
    {
        var submitted = Submitted();
        var held = Settle(submitted, Some.MoveOf(HoldAssistanceRequest.Decide(submitted, new HoldReason("funding"), Some.Coordinator, Monday.AddDays(1))), Monday.AddDays(1));
        Assert.Null(held.Clock!.RunningSince);
        Assert.Null(Ticking.DueAt(held));
        Assert.Null(Ticking.Tick(held, Monday.AddYears(1), Some.Periods));
        Assert.Equal("hold", ClockView.Of(held)!.StandsStill);
        var resumed = Settle(held, Some.MoveOf(ResumeAssistanceRequest.Decide(held, null, Some.Coordinator, Monday.AddDays(8))), Monday.AddDays(8));
        Assert.Equal(submitted.Clock!.DueAt!.Value.AddDays(7), resumed.Clock!.DueAt);
    }

    [Fact]
    public void Most_of_a_target_used_the_owner_is_reminded_and_at_its_end_the_lead_each_once()
    {
        var submitted = Submitted();
        Assert.Null(Ticking.Tick(submitted, submitted.Clock!.SoonAt!.Value.AddTicks(-1), Some.Periods));
        var soon = Tick(submitted, submitted.Clock.SoonAt!.Value);
        Assert.Equal(new Step("due-soon", "submitted", "submitted", Targets.FirstAnswer), Assert.Single(soon.Steps));
        var told = Settle(submitted, soon, submitted.Clock.SoonAt.Value);
        Assert.Equal(submitted.Clock.DueAt, Ticking.DueAt(told));
        var over = Tick(told, told.Clock!.DueAt!.Value);
        Assert.Equal(new Step("overdue", "submitted", "submitted", Targets.FirstAnswer), Assert.Single(over.Steps));
        Assert.Null(Ticking.DueAt(Settle(told, over, told.Clock.DueAt.Value)));
    }

    [Fact]
    public void After_the_first_answer_the_decision_has_reminders_of_its_own()
    {
        var told = Submitted() with { Clock = Submitted().Clock! with { Told = Verb.Overdue } };
        var returned = Return(told, Monday.AddDays(16));
        Assert.Equal((Targets.Decision, null), (returned.Clock!.Target, returned.Clock.Told));
    }

    [Fact]
    public void A_search_has_a_clock_of_its_own_that_stands_still_while_everybody_is_found()
    {
        var matching = Settled(null, Some.Request(RequestStatus.Matching), Monday);
        Assert.Equal((Targets.Matching, TimeSpan.Zero), (matching.Clock!.Target, matching.Clock.Consumed));
        var staffed = Settled(matching, matching with { Status = RequestStatus.Staffed }, Monday.AddDays(2));
        Assert.Equal(("staffed", TimeSpan.FromDays(2)), (ClockView.Of(staffed)!.StandsStill, staffed.Clock!.Consumed));
        var left = Settled(staffed, staffed with { Status = RequestStatus.Matching }, Monday.AddDays(9));
        Assert.Equal((TimeSpan.FromDays(2), Monday.AddDays(9)), (left.Clock!.Consumed, left.Clock.RunningSince));
        Assert.Null(Settled(left, left with { Status = RequestStatus.Unfilled }, Monday.AddDays(10)).Clock);
    }

    [Fact]
    public void A_clock_that_was_set_back_takes_nothing_away()
    {
        var submitted = Submitted();
        Assert.Equal(TimeSpan.Zero, Return(submitted, Monday.AddDays(-20)).Clock!.Consumed);
    }

    [Fact]
    public void Silence_after_a_return_is_answered_by_two_reminders_and_then_by_the_end()
    {
        var (request, verbs, times) = (Return(Submitted(), Monday), new List<string>(), new List<double>());
        while (Ticking.DueAt(request) is { } due && verbs.Count < 9)
        {
            var moved = Tick(request, due);
            verbs.Add(moved.Steps[0].Verb);
            times.Add((due - Monday).TotalDays);
            request = Settle(request, moved, due);
        }
        Assert.Equal(["remind", "remind", "withdraw"], verbs);
        Assert.Equal([10, 20, 30], times);
        Assert.Equal(RequestStatus.Withdrawn, request.Status);
    }

    [Fact]
    public void Who_writes_is_not_silent()
    {
        var returned = Return(Submitted(), Monday);
        var written = Settled(returned, returned with { Content = returned.Content with { Summary = "Інакше" } }, Monday.AddDays(9));
        Assert.Equal((Monday.AddDays(19), Monday.AddDays(39)), (written.Timers.RemindAt, written.Timers.LapsesAt));
    }

    [Fact]
    public void On_hold_silence_does_not_count()
    {
        var returned = Return(Submitted(), Monday);
        var held = Settle(returned, Some.MoveOf(HoldAssistanceRequest.Decide(returned, new HoldReason("funding"), Some.Coordinator, Monday.AddDays(9))), Monday.AddDays(9));
        Assert.Null(Ticking.Tick(held, Monday.AddDays(300), Some.Periods));
        var resumed = Settle(held, Some.MoveOf(ResumeAssistanceRequest.Decide(held, null, Some.Coordinator, Monday.AddDays(109))), Monday.AddDays(109));
        Assert.Equal((Monday.AddDays(110), Monday.AddDays(130)), (resumed.Timers.RemindAt, resumed.Timers.LapsesAt));
    }

    [Fact]
    public void Handed_in_again_nothing_lapses_any_more()
    {
        var returned = Return(Submitted(), Monday);
        var again = Settle(returned, Some.MoveOf(SubmitAssistanceRequest.Decide(returned, true, null, Some.Signatory, Monday)), Monday);
        Assert.Equal((null, null), (again.Timers.RemindAt, again.Timers.LapsesAt));
    }

    [Fact]
    public void Half_a_year_after_the_end_its_owner_is_to_ask_what_became_of_it()
    {
        var delivered = Settled(null, Some.Request(RequestStatus.Delivered) with { OwnerId = Some.Coordinator.PersonId }, Monday);
        var closed = Settle(delivered, CloseAssistanceRequest.Closed(delivered, null, Some.Now, Some.Periods), Monday);
        Assert.Equal(Monday.AddDays(183), Ticking.DueAt(closed));
        Assert.Null(WorkList.Kind(closed, Some.Coordinator));
        Assert.Equal((RefusalKind.Conflict, "wrong-state"), Reason(FollowUpAssistanceRequest.Decide(closed, new FollowUpNote("Так"), Some.Coordinator, Monday)));

        var asked = Settle(closed, Tick(closed, Monday.AddDays(183)), Monday.AddDays(183));
        Assert.Equal((WorkList.FollowUp, Monday.AddDays(183)), (WorkList.Kind(asked, Some.Coordinator), WorkList.DueAt(asked)));
        Assert.Contains(Some.Coordinator.PersonId.ToString(), WorkList.Waits(asked));
        Assert.Contains(Verb.FollowUp, Transitions.Actions(asked, Some.Coordinator));
        Assert.Equal(["text: required"], Some.Faults(Some.RefusalOf(FollowUpAssistanceRequest.Decide(asked, new FollowUpNote(" "), Some.Coordinator, Monday))));

        var done = Some.MoveOf(FollowUpAssistanceRequest.Decide(asked, new FollowUpNote(" Діє "), Some.Coordinator, Monday.AddDays(183)));
        Assert.Equal(new Step("follow-up", "closed", "closed", null, "Діє"), Assert.Single(done.Steps));
        Assert.Null(Ticking.DueAt(done.Next));
        Assert.Null(WorkList.Kind(done.Next, Some.Coordinator));
        Assert.Equal((RefusalKind.Conflict, "wrong-state"), Reason(FollowUpAssistanceRequest.Decide(done.Next, new FollowUpNote("Ще"), Some.Coordinator, Monday)));
    }

    [Fact]
    public void A_period_that_is_none_is_said_at_the_start() => Assert.Equal(
        ["Requests:FirstAnswerWithin", "Requests:LapseAfter"],
        new RequestsSettings { FirstAnswerWithin = TimeSpan.Zero, LapseAfter = TimeSpan.FromDays(9_999) }.Faults().Select(f => f.Split(' ')[0]));

    private static AssistanceRequest Submitted() => Settled(null, Some.Request(RequestStatus.Submitted), Monday);

    private static AssistanceRequest Return(AssistanceRequest submitted, DateTimeOffset at)
    {
        var inReview = submitted with { Status = RequestStatus.InReview, OwnerId = Some.Coordinator.PersonId };
        return Settle(submitted, Some.MoveOf(ReturnAssistanceRequest.Decide(inReview, new Comments([new FieldComment("title", "?")]), Some.Coordinator, at)), at);
    }

    private static Decision<AssistanceRequest>.Moved Tick(AssistanceRequest request, DateTimeOffset now) =>
        Assert.IsType<Decision<AssistanceRequest>.Moved>(Ticking.Tick(request, now, Some.Periods));

    private static AssistanceRequest Settle(AssistanceRequest before, Decision<AssistanceRequest>.Moved moved, DateTimeOffset now) => Settled(before, moved.Next, now);

    private static AssistanceRequest Settled(AssistanceRequest? before, AssistanceRequest next, DateTimeOffset now) => Settling.Settled(before, next, now, Some.Periods);

    private static (RefusalKind, string) Reason(Decision<AssistanceRequest> decision) => (Some.RefusalOf(decision).Kind, Some.RefusalOf(decision).Code);
}
