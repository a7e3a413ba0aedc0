using Alliance.Experts;
using Alliance.Experts.Agreeing;
using Alliance.Experts.Ending;
using Alliance.Experts.Inviting;
using Alliance.Experts.Matching;
using Alliance.Experts.Working;
using Alliance.Shared.Http;
using Xunit;

namespace Alliance.Services.Tests.Experts;

public sealed class TransitionTests
{
    /// <summary>By hand from the domain page: what each may do in each state; who and what is not named may nothing.</summary>
    private static readonly Dictionary<(string Who, string Status), string> WithAssignment = new()
    {
        [("expert", "interested")] = "withdraw",
        [("expert", "invited")] = "accept declare-conflict decline",
        [("expert", "accepted")] = "withdraw",
        [("expert", "reserve")] = "withdraw",
        [("expert", "confirmed")] = "check start withdraw",
        [("expert", "active")] = "check report",
        // The end date has passed: the report is still to come.
        [("expert", "reporting")] = "report",
        [("signatory", "invited")] = "terms",
        [("signatory", "accepted")] = "confirm terms",
        [("signatory", "reserve")] = "terms",
        [("signatory", "confirmed")] = "check",
        [("signatory", "active")] = "check",
        [("signatory", "reporting")] = "complete return-report",
        [("coordinator", "interested")] = "cancel propose",
        [("coordinator", "proposed")] = "cancel invite terms",
        [("coordinator", "invited")] = "cancel terms",
        [("coordinator", "accepted")] = "cancel terms",
        [("coordinator", "reserve")] = "cancel terms",
        [("coordinator", "confirmed")] = "cancel check replace start",
        [("coordinator", "active")] = "check end-early no-show replace"
    };

    private static readonly Dictionary<(string Who, string Status), string> WithProfile = new()
    {
        [("expert", "draft")] = "submit",
        [("expert", "pendingVerification")] = "ask-consent",
        [("expert", "active")] = "ask-consent confirm pause",
        [("expert", "paused")] = "ask-consent resume",
        [("expert", "stale")] = "ask-consent confirm",
        [("coordinator", "pendingVerification")] = "employer-consent return verify",
        [("coordinator", "active")] = "employer-consent",
        [("coordinator", "paused")] = "employer-consent",
        [("coordinator", "stale")] = "employer-consent",
        [("coordinator", "suspended")] = "employer-consent",
        [("lead-coordinator", "pendingVerification")] = "employer-consent return verify",
        [("lead-coordinator", "active")] = "employer-consent suspend",
        [("lead-coordinator", "paused")] = "employer-consent suspend",
        [("lead-coordinator", "stale")] = "employer-consent suspend",
        [("lead-coordinator", "suspended")] = "employer-consent reinstate"
    };

    public static TheoryData<string, string> AssignmentCells() => [.. Some.People.Keys.SelectMany(_ => Wire<AssignmentStatus>.All, (who, status) => (who, status))];

    public static TheoryData<string, string> ProfileCells() => [.. Some.People.Keys.SelectMany(_ => Wire<ExpertStatus>.All, (who, status) => (who, status))];

    [Theory]
    [MemberData(nameof(AssignmentCells))]
    public void Each_person_may_do_with_an_assignment_what_the_domain_page_says(string who, string status)
    {
        // A role held elsewhere, or both sides at once, adds nothing.
        var like = who switch { "lead-coordinator" => "coordinator", "expert-who-coordinates" or "expert-who-signs" => "expert", _ => who };
        var assignment = Some.Assignment(Enum.Parse<AssignmentStatus>(status, ignoreCase: true));
        var actions = AssignmentTransitions.Actions(assignment, Some.People[who], Some.Moment());
        Assert.Equal(WithAssignment.GetValueOrDefault((like, status), ""), string.Join(' ', actions.Order(StringComparer.Ordinal)));
        var allowed = AssignmentTransitions.Table.Select(t => t.Verb).Distinct().Where(v => AssignmentTransitions.Refuse(assignment, Some.People[who], v, Some.Moment()) is null);
        Assert.Equal(allowed.Order(StringComparer.Ordinal), actions.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ProfileCells))]
    public void Each_person_may_do_with_a_profile_what_the_domain_page_says(string who, string status)
    {
        var like = who switch { "coordinator-of-the-applicant" => "coordinator", "expert-who-coordinates" or "expert-who-signs" => "expert", _ => who };
        var expected = who == "employer-administrator" && status is not ("draft" or "erased") ? "employer-consent" : WithProfile.GetValueOrDefault((like, status), "");
        var expert = Some.Expert(Enum.Parse<ExpertStatus>(status, ignoreCase: true));
        var actions = ExpertTransitions.Actions(expert, Some.People[who]);
        Assert.Equal(expected, string.Join(' ', actions.Order(StringComparer.Ordinal)));
        var allowed = ExpertTransitions.Table.Select(t => t.Verb).Distinct().Where(v => ExpertTransitions.Refuse(expert, Some.People[who], v) is null);
        Assert.Equal(allowed.Order(StringComparer.Ordinal), actions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_coordinator_completes_only_what_the_applicant_left_lying_for_two_weeks()
    {
        var reporting = Some.Assignment(AssignmentStatus.Reporting);
        Assert.Empty(AssignmentTransitions.Actions(reporting, Some.People["coordinator"], Some.Moment(daysLater: 13)));
        Assert.Equal(["complete", "return-report"], AssignmentTransitions.Actions(reporting, Some.People["coordinator"], Some.Moment(daysLater: 14)));
        Assert.Empty(AssignmentTransitions.Actions(reporting, Some.People["coordinator-of-the-applicant"], Some.Moment(daysLater: 14)));
    }

    [Theory]
    [InlineData("proposed", "coordinator", "invite")]
    [InlineData("accepted", "signatory", "confirm")]
    [InlineData("confirmed", "expert", "start")]
    public void On_hold_and_for_a_request_that_takes_nobody_work_does_not_go_forward(string status, string who, string verb)
    {
        var assignment = Some.Assignment(Enum.Parse<AssignmentStatus>(status, ignoreCase: true));
        Assert.Equal("request-on-hold", AssignmentTransitions.Refuse(assignment, Some.People[who], verb, Some.Moment(onHold: true))?.Code);
        Assert.DoesNotContain(verb, AssignmentTransitions.Actions(assignment, Some.People[who], Some.Moment(onHold: true)));
        foreach (var state in new[] { "delivered", "closed", "unfilled", "withdrawn", "approved" })
            Assert.Equal("request-not-open", AssignmentTransitions.Refuse(assignment, Some.People[who], verb, Some.Moment(state))?.Code);
        foreach (var state in new[] { "matching", "staffed", "inProgress" })
            Assert.Null(AssignmentTransitions.Refuse(assignment, Some.People[who], verb, Some.Moment(state)));
        Assert.Equal("request-not-open", AssignmentTransitions.Refuse(assignment, Some.People[who], verb, Some.Moment() with { Request = null })?.Code);
    }

    [Fact]
    public void Who_declared_a_conflict_of_interest_is_not_confirmed_until_a_coordinator_says_that_it_does_not_matter()
    {
        var accepted = Some.Assignment(AssignmentStatus.Accepted) with { ConflictOfInterest = new ConflictOfInterest(true, "Брат працює в громаді") };
        Assert.Equal((RefusalKind.Conflict, "conflict-declared"), Of(AssignmentTransitions.Refuse(accepted, Some.People["signatory"], "confirm", Some.Moment())));
        Assert.Equal(["terms"], AssignmentTransitions.Actions(accepted, Some.People["signatory"], Some.Moment()));
        Assert.Equal(["clear-conflict", "terms", "cancel"], AssignmentTransitions.Actions(accepted, Some.People["coordinator"], Some.Moment()));
        Assert.Equal(["withdraw"], AssignmentTransitions.Actions(accepted, Some.People["expert"], Some.Moment()));
        Assert.Equal("required", Assert.Single(Refused(ClearConflict.Decide(accepted, null, Some.People["coordinator"], Some.Moment())).Fields).Code);
        var cleared = Moved(ClearConflict.Decide(accepted, "Не впливає на роботу", Some.People["coordinator"], Some.Moment()));
        Assert.Equal((true, Some.People["coordinator"].PersonId), (cleared.ConflictOfInterest!.Decision!.Acceptable, cleared.ConflictOfInterest.Decision.By));
        Assert.Equal(["terms", "confirm"], AssignmentTransitions.Actions(cleared, Some.People["signatory"], Some.Moment()));
        Assert.Equal("no-conflict-declared", Refused(ClearConflict.Decide(cleared, "Ще раз", Some.People["lead-coordinator"], Some.Moment())).Code);
        Assert.Equal(["terms", "confirm"], AssignmentTransitions.Actions(accepted with { ConflictOfInterest = new ConflictOfInterest(false, null) }, Some.People["signatory"], Some.Moment()));
        Assert.False(Moved(CancelAssignment.Decide(accepted, "Надто близько", Some.People["coordinator"], Some.Moment())).ConflictOfInterest!.Decision!.Acceptable);
    }

    [Fact]
    public void Another_answer_about_a_conflict_is_decided_anew_and_the_same_one_is_not()
    {
        var decided = new ConflictOfInterest(true, "Брат працює в громаді", new ConflictDecision(true, "Не впливає", Guid.Empty, Some.Now));
        var invited = Some.Assignment(AssignmentStatus.Invited) with { ConflictOfInterest = decided };
        Assert.NotNull(Moved(DeclareConflict.Decide(invited, new DeclaredConflict(true, "Брат працює в громаді"), Some.TheExpert, Some.Moment())).ConflictOfInterest!.Decision);
        Assert.Null(Moved(DeclareConflict.Decide(invited, new DeclaredConflict(true, "Я там працював"), Some.TheExpert, Some.Moment())).ConflictOfInterest!.Decision);
        // Who has answered accepts without being asked again.
        Assert.Equal(decided, Moved(AcceptInvitation.Decide(invited, null, Some.TheExpert, Some.Moment())).ConflictOfInterest);
        Assert.Equal("declared", Assert.Single(Refused(DeclareConflict.Decide(invited, new DeclaredConflict(null), Some.TheExpert, Some.Moment())).Fields).Field);
    }

    [Fact]
    public void Terms_hold_when_both_agreed_to_the_present_version_and_stand_from_the_confirmation_on()
    {
        var (expert, signatory, coordinator, moment) = (Some.TheExpert, Some.People["signatory"], Some.People["coordinator"], Some.Moment());
        var situation = new Situation(moment.Request, null, null);
        Assignment Written(Assignment to, string text) => Moved(ChangeTerms.Decide(to, new TermsForm(text, PersonDays: 4), situation, coordinator, moment));

        var accepted = Some.Assignment(AssignmentStatus.Accepted);
        Assert.Equal("no-terms", Refused(AgreeToTerms.Decide(accepted, expert, moment)).Code);
        var first = Written(accepted, "Чотири дні аудиту мережі");
        Assert.Equal((1, 4), (first.Terms!.Version, first.PersonDays));
        Assert.Equal("terms-not-agreed", AssignmentTransitions.Refuse(first, signatory, "confirm", moment)?.Code);
        var half = Moved(AgreeToTerms.Decide(first, expert, moment));
        Assert.Equal("already-agreed", Refused(AgreeToTerms.Decide(half, expert, moment)).Code);
        Assert.Equal("terms-not-agreed", AssignmentTransitions.Refuse(half, signatory, "confirm", moment)?.Code);
        var both = Moved(AgreeToTerms.Decide(half, signatory, moment));
        Assert.Null(AssignmentTransitions.Refuse(both, signatory, "confirm", moment));
        var second = Written(both, "П’ять днів");
        Assert.Equal((2, null, null), (second.Terms!.Version, second.Terms.ExpertAgreedAt, second.Terms.ApplicantAgreedAt));
        Assert.Equal("terms-not-agreed", AssignmentTransitions.Refuse(second, signatory, "confirm", moment)?.Code);
        Assert.Equal("wrong-state", AssignmentTransitions.Refuse(both with { Status = AssignmentStatus.Confirmed }, coordinator, "terms", moment)?.Code);
        Assert.Equal("not-yours", AssignmentTransitions.Refuse(first, Some.People["editor"], "agree", moment)?.Code);
    }

    [Fact]
    public void Each_sees_to_the_own_items_of_the_checklist_and_a_coordinator_to_any()
    {
        var confirmed = Some.Assignment(AssignmentStatus.Confirmed) with { DeliveryMode = "onsite", SecurityZone = "frontline", Period = new(new DateOnly(2027, 1, 11), new DateOnly(2027, 1, 15)) };
        confirmed = confirmed with { Checklist = Alliance.Experts.Confirming.Checklist.For(confirmed, Some.Moment()) };
        Assert.Equal(new DateOnly(2027, 1, 4), confirmed.Checklist.Single(i => i.Item == "insurance").Due);
        Assert.Equal("not-yours", Refused(CheckItem.Decide(confirmed, new DoneItem("host-ready"), Some.TheExpert, Some.Moment())).Code);
        Assert.Equal("not-yours", Refused(CheckItem.Decide(confirmed, new DoneItem("insurance"), Some.People["signatory"], Some.Moment())).Code);
        Assert.Equal("not-yours", Refused(StartAssignment.Decide(confirmed, ["host-ready"], Some.TheExpert, Some.Moment())).Code);
        var insured = Moved(CheckItem.Decide(confirmed, new DoneItem("insurance", "Поліс 7"), Some.TheExpert, Some.Moment()));
        Assert.Equal(("Поліс 7", Some.TheExpert.PersonId), (insured.Checklist.Single(i => i.Item == "insurance").Evidence, insured.Checklist.Single(i => i.Item == "insurance").DoneBy));
        Assert.Equal("already-done", Refused(CheckItem.Decide(insured, new DoneItem("insurance"), Some.TheExpert, Some.Moment())).Code);
        Assert.Equal("checklist-open", Refused(StartAssignment.Decide(insured, [], Some.TheExpert, Some.Moment())).Code);
        var briefed = Moved(CheckItem.Decide(insured, new DoneItem("security-briefing"), Some.People["coordinator"], Some.Moment()));
        Assert.Equal(AssignmentStatus.Active, Moved(StartAssignment.Decide(briefed, [], Some.TheExpert, Some.Moment())).Status);
        Assert.NotNull(Moved(CheckItem.Decide(briefed, new DoneItem("host-ready"), Some.People["signatory"], Some.Moment())).Checklist.Single(i => i.Item == "host-ready").DoneAt);
    }

    [Fact]
    public void A_report_that_the_end_date_asked_for_is_handed_in_once()
    {
        var asked = AssignmentTimers.Tick(Some.Assignment(AssignmentStatus.Active) with { ReportDueAt = Some.Now, Report = "Перший, повернутий" }, Some.Moment())!.Next;
        Assert.Equal((AssignmentStatus.Reporting, true), (asked.Status, asked.AwaitsReport));
        var reported = Moved(ReportWork.Decide(asked, new WorkReport("Другий"), Some.TheExpert, Some.Moment(daysLater: 3)));
        Assert.Equal((AssignmentStatus.Reporting, "Другий", Some.Now.AddDays(3)), (reported.Status, reported.Report, reported.ReportedAt));
        Assert.Equal("wrong-state", Refused(ReportWork.Decide(reported, new WorkReport("Третій"), Some.TheExpert, Some.Moment())).Code);
        Assert.DoesNotContain("report", AssignmentTransitions.Actions(reported, Some.TheExpert, Some.Moment()));
    }

    [Fact]
    public void A_verb_of_another_role_is_forbidden_and_one_of_another_state_conflicts()
    {
        var accepted = Some.Assignment(AssignmentStatus.Accepted);
        Assert.Equal((RefusalKind.Forbidden, "not-yours"), Of(AssignmentTransitions.Refuse(accepted, Some.People["editor"], "confirm", Some.Moment())));
        Assert.Equal((RefusalKind.Conflict, "wrong-state"), Of(AssignmentTransitions.Refuse(accepted, Some.People["signatory"], "complete", Some.Moment())));
        Assert.Equal((RefusalKind.Forbidden, "own-organisation"), Of(AssignmentTransitions.Refuse(accepted, Some.People["coordinator-of-the-applicant"], "cancel", Some.Moment())));
        Assert.Equal((RefusalKind.Forbidden, "own-profile"), Of(ExpertTransitions.Refuse(Some.Expert(ExpertStatus.PendingVerification), Some.People["expert-who-coordinates"], "verify")));
    }

    [Fact]
    public void The_codes_on_the_wire_are_those_of_the_code_lists()
    {
        Assert.Equal(Contracts.ExpertCodes.AssignmentStatus, Wire<AssignmentStatus>.All);
        Assert.Equal(Contracts.ExpertCodes.ExpertStatus, Wire<ExpertStatus>.All);
    }

    private static Assignment Moved(Decision<Assignment> decision) => Assert.IsType<Decision<Assignment>.Moved>(decision).Next;

    private static Refusal Refused(Decision<Assignment> decision) => Assert.IsType<Decision<Assignment>.Refused>(decision).Why;

    private static (RefusalKind, string) Of(Refusal? refusal) => (refusal!.Kind, refusal.Code);
}
