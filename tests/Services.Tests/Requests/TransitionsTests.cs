using Alliance.Requests;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class TransitionsTests
{
    private static readonly Dictionary<string, Caller> People = new()
    {
        ["editor"] = Some.Editor,
        ["signatory"] = Some.Signatory,
        ["other-editor"] = Some.OtherEditor,
        ["other-signatory"] = Some.OtherSignatory,
        ["coordinator"] = Some.Coordinator,
        ["lead-coordinator"] = Some.LeadCoordinator,
        ["coordinator-of-the-applicant"] = Some.CoordinatorOfHromada,
        ["consulted"] = Some.Consultee,
        ["observer"] = Some.Observer,
        ["expert"] = Some.Expert,
        ["administrator"] = Some.Administrator,
        ["organisation-administrator"] = Some.OrganisationAdministrator
    };

    /// <summary>By hand from the domain page: what each may do in each state; who and what is not named may nothing.</summary>
    private static readonly Dictionary<(string Who, string Status), string> May = new()
    {
        [("editor", "draft")] = "copy discard",
        [("editor", "submitted")] = "copy",
        [("editor", "inReview")] = "copy",
        [("editor", "changesRequested")] = "copy reply",
        [("editor", "inConsultation")] = "copy",
        [("editor", "approved")] = "copy",
        [("editor", "rejected")] = "copy",
        [("editor", "merged")] = "copy",
        [("editor", "redirected")] = "copy",
        [("editor", "matching")] = "copy",
        [("editor", "staffed")] = "copy",
        [("editor", "inProgress")] = "copy",
        [("editor", "delivered")] = "copy",
        [("editor", "unfilled")] = "copy",
        [("editor", "closed")] = "copy",
        [("editor", "withdrawn")] = "copy",
        [("editor", "cancelled")] = "copy",
        [("coordinator-of-the-applicant", "draft")] = "copy discard",
        [("coordinator-of-the-applicant", "submitted")] = "copy",
        [("coordinator-of-the-applicant", "inReview")] = "copy",
        [("coordinator-of-the-applicant", "changesRequested")] = "copy reply",
        [("coordinator-of-the-applicant", "inConsultation")] = "copy",
        [("coordinator-of-the-applicant", "approved")] = "copy",
        [("coordinator-of-the-applicant", "rejected")] = "copy",
        [("coordinator-of-the-applicant", "merged")] = "copy",
        [("coordinator-of-the-applicant", "redirected")] = "copy",
        [("coordinator-of-the-applicant", "matching")] = "copy",
        [("coordinator-of-the-applicant", "staffed")] = "copy",
        [("coordinator-of-the-applicant", "inProgress")] = "copy",
        [("coordinator-of-the-applicant", "delivered")] = "copy",
        [("coordinator-of-the-applicant", "unfilled")] = "copy",
        [("coordinator-of-the-applicant", "closed")] = "copy",
        [("coordinator-of-the-applicant", "withdrawn")] = "copy",
        [("coordinator-of-the-applicant", "cancelled")] = "copy",
        [("signatory", "draft")] = "copy discard submit",
        [("signatory", "submitted")] = "copy withdraw",
        [("signatory", "inReview")] = "copy withdraw",
        [("signatory", "changesRequested")] = "copy reply submit withdraw",
        [("signatory", "inConsultation")] = "copy withdraw",
        [("signatory", "approved")] = "copy withdraw",
        [("signatory", "rejected")] = "appeal copy",
        [("signatory", "merged")] = "copy",
        [("signatory", "redirected")] = "copy",
        [("signatory", "matching")] = "copy withdraw",
        [("signatory", "staffed")] = "copy withdraw",
        [("signatory", "inProgress")] = "copy withdraw",
        [("signatory", "delivered")] = "copy withdraw",
        [("signatory", "unfilled")] = "copy withdraw",
        [("signatory", "closed")] = "copy reopen",
        [("signatory", "withdrawn")] = "copy",
        [("signatory", "cancelled")] = "copy",
        [("coordinator", "submitted")] = "cancel hold take",
        [("coordinator", "inReview")] = "approve cancel consult hold merge redirect reject return",
        [("coordinator", "changesRequested")] = "cancel hold",
        [("coordinator", "inConsultation")] = "cancel hold",
        [("coordinator", "approved")] = "cancel hold open",
        [("coordinator", "matching")] = "cancel deliver hold unfilled",
        [("coordinator", "staffed")] = "cancel deliver hold",
        [("coordinator", "inProgress")] = "cancel deliver hold",
        [("coordinator", "delivered")] = "cancel close hold",
        [("coordinator", "unfilled")] = "cancel close hold open",
        [("lead-coordinator", "submitted")] = "cancel hand-over hold take",
        [("lead-coordinator", "inReview")] = "approve cancel consult hand-over hold merge redirect reject return",
        [("lead-coordinator", "changesRequested")] = "cancel hand-over hold",
        [("lead-coordinator", "inConsultation")] = "cancel hand-over hold",
        [("lead-coordinator", "approved")] = "cancel hand-over hold open",
        [("lead-coordinator", "matching")] = "cancel deliver hand-over hold unfilled",
        [("lead-coordinator", "staffed")] = "cancel deliver hand-over hold",
        [("lead-coordinator", "inProgress")] = "cancel deliver hand-over hold",
        [("lead-coordinator", "delivered")] = "cancel close hand-over hold",
        [("lead-coordinator", "unfilled")] = "cancel close hand-over hold open",
        [("consulted", "inConsultation")] = "answer"
    };

    public static TheoryData<string, string> Cells() =>
        [.. People.Keys.SelectMany(_ => RequestStatuses.All, (who, status) => (who, status))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_person_may_in_each_state_what_the_domain_page_says(string who, string status)
    {
        var request = Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true));
        var actions = Transitions.Actions(request, People[who]);
        Assert.Equal(May.GetValueOrDefault((who, status), ""), string.Join(' ', actions.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_actions_shown_are_exactly_those_not_refused(string who, string status)
    {
        var request = Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true));
        var allowed = Transitions.Table.Select(t => t.Verb).Distinct().Where(verb => Transitions.Refuse(request, People[who], verb) is null);
        Assert.Equal(allowed.Order(StringComparer.Ordinal), Transitions.Actions(request, People[who]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void On_hold_it_can_be_resumed_where_it_could_be_held_and_nothing_else_changes(string who, string status)
    {
        var held = Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true)) with { Held = new Standstill("funding", Some.Now) };
        var expected = May.GetValueOrDefault((who, status), "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v == "hold" ? "resume" : v);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Transitions.Actions(held, People[who]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_held_is_not_held_again_and_what_goes_on_is_not_resumed()
    {
        var open = Some.Request(RequestStatus.Matching);
        Assert.Equal((RefusalKind.Conflict, "on-hold"), Reason(Transitions.Refuse(open with { Held = new Standstill("funding", Some.Now) }, Some.Coordinator, Verb.Hold)));
        Assert.Equal((RefusalKind.Conflict, "not-on-hold"), Reason(Transitions.Refuse(open, Some.Coordinator, Verb.Resume)));
    }

    [Fact]
    public void Nobody_does_what_only_the_system_does() => Assert.All(
        new[] { Verb.Matching, Verb.Staffed, Verb.Progress, Verb.EndConsultation },
        verb => Assert.All(People.Values, person => Assert.Equal(RefusalKind.Forbidden, Transitions.Refuse(Some.Request(RequestStatus.Matching), person, verb)?.Kind)));

    [Fact]
    public void To_hand_over_is_the_leads_and_a_coordinator_is_told_so() =>
        Assert.Equal((RefusalKind.Forbidden, "not-yours"), Reason(Transitions.Refuse(Some.Request(RequestStatus.InReview), Some.Coordinator, Verb.HandOver)));

    [Fact]
    public void A_verb_of_another_role_is_forbidden_and_one_of_another_state_conflicts()
    {
        var draft = Some.Request(RequestStatus.Draft);
        Assert.Equal((RefusalKind.Forbidden, "not-yours"), Reason(Transitions.Refuse(draft, Some.Editor, Verb.Submit)));
        Assert.Equal((RefusalKind.Conflict, "wrong-state"), Reason(Transitions.Refuse(draft, Some.Signatory, Verb.Withdraw)));
    }

    [Fact]
    public void A_coordinator_is_told_why_a_request_of_the_own_organisation_is_not_theirs() =>
        Assert.Equal((RefusalKind.Forbidden, "own-organisation"),
            Reason(Transitions.Refuse(Some.Request(RequestStatus.Submitted), Some.CoordinatorOfHromada, Verb.Take)));

    [Fact]
    public void A_signatory_elsewhere_is_no_signatory_here()
    {
        var both = Some.Person(0x77, (Some.Hromada, Roles.AuthorityEditor), (Some.OtherHromada, Roles.AuthoritySignatory));
        Assert.Equal([Verb.Discard, Verb.Copy], Transitions.Actions(Some.Request(RequestStatus.Draft), both));
    }

    private static (RefusalKind, string) Reason(Refusal? refusal) => (Assert.IsType<Refusal>(refusal).Kind, refusal.Code);
}
