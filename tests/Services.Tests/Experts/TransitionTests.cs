using Alliance.Experts;
using Alliance.Shared.Http;
using Xunit;

namespace Alliance.Services.Tests.Experts;

public sealed class TransitionTests
{
    /// <summary>By hand from the domain page: what each may do in each state; who and what is not named may nothing.</summary>
    private static readonly Dictionary<(string Who, string Status), string> WithAssignment = new()
    {
        [("expert", "invited")] = "accept decline",
        [("expert", "accepted")] = "withdraw",
        [("expert", "reserve")] = "withdraw",
        [("expert", "confirmed")] = "start withdraw",
        [("expert", "active")] = "report",
        [("signatory", "accepted")] = "confirm",
        [("signatory", "reporting")] = "complete return-report",
        [("coordinator", "proposed")] = "cancel invite",
        [("coordinator", "invited")] = "cancel",
        [("coordinator", "accepted")] = "cancel",
        [("coordinator", "reserve")] = "cancel",
        [("coordinator", "confirmed")] = "cancel start",
        [("coordinator", "active")] = "end-early no-show"
    };

    private static readonly Dictionary<(string Who, string Status), string> WithProfile = new()
    {
        [("expert", "draft")] = "submit",
        [("expert", "active")] = "confirm pause",
        [("expert", "paused")] = "resume",
        [("expert", "stale")] = "confirm",
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
    public void Who_declared_a_conflict_of_interest_is_not_confirmed_and_may_be_called_off()
    {
        var accepted = Some.Assignment(AssignmentStatus.Accepted) with { ConflictOfInterest = new ConflictOfInterest(true, "Брат працює в громаді") };
        Assert.Equal((RefusalKind.Conflict, "conflict-declared"), Of(AssignmentTransitions.Refuse(accepted, Some.People["signatory"], "confirm", Some.Moment())));
        Assert.Empty(AssignmentTransitions.Actions(accepted, Some.People["signatory"], Some.Moment()));
        Assert.Equal(["cancel"], AssignmentTransitions.Actions(accepted, Some.People["coordinator"], Some.Moment()));
        Assert.Equal(["withdraw"], AssignmentTransitions.Actions(accepted, Some.People["expert"], Some.Moment()));
        Assert.Equal(["confirm"], AssignmentTransitions.Actions(accepted with { ConflictOfInterest = new ConflictOfInterest(false, null) }, Some.People["signatory"], Some.Moment()));
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

    private static (RefusalKind, string) Of(Refusal? refusal) => (refusal!.Kind, refusal.Code);
}
