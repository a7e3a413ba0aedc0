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
        ["observer"] = Some.Observer,
        ["expert"] = Some.Expert,
        ["administrator"] = Some.Administrator,
        ["organisation-administrator"] = Some.OrganisationAdministrator
    };

    /// <summary>By hand from the domain page: what each may do in each state; who and what is not named may nothing.</summary>
    private static readonly Dictionary<(string Who, string Status), string> May = new()
    {
        [("editor", "draft")] = "discard",
        [("coordinator-of-the-applicant", "draft")] = "discard",
        [("signatory", "draft")] = "discard submit",
        [("signatory", "submitted")] = "withdraw",
        [("signatory", "inReview")] = "withdraw",
        [("signatory", "changesRequested")] = "submit withdraw",
        [("coordinator", "submitted")] = "take",
        [("coordinator", "inReview")] = "reject return",
        [("lead-coordinator", "submitted")] = "take",
        [("lead-coordinator", "inReview")] = "reject return"
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
        Assert.Equal([Verb.Discard], Transitions.Actions(Some.Request(RequestStatus.Draft), both));
    }

    [Theory]
    [InlineData("draft", "editor signatory coordinator-of-the-applicant")]
    [InlineData("discarded", "editor signatory coordinator-of-the-applicant")]
    [InlineData("submitted", "editor signatory coordinator lead-coordinator coordinator-of-the-applicant")]
    [InlineData("changesRequested", "editor signatory coordinator lead-coordinator coordinator-of-the-applicant")]
    [InlineData("rejected", "editor signatory coordinator lead-coordinator coordinator-of-the-applicant")]
    [InlineData("withdrawn", "editor signatory coordinator lead-coordinator coordinator-of-the-applicant")]
    public void Only_the_team_sees_a_draft_and_coordinators_what_was_submitted(string status, string seers)
    {
        var stored = Some.Stored(Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true)));
        Assert.Equal(seers.Split(' ').Order(), People.Where(p => p.Value.MaySee(stored)).Select(p => p.Key).Order());
    }

    private static (RefusalKind, string) Reason(Refusal? refusal) => (Assert.IsType<Refusal>(refusal).Kind, refusal.Code);
}
