using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Reviewing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;
using Place = Alliance.Requests.Place;

namespace Alliance.Services.Tests.Requests;

public sealed class ApprovingTests
{
    private static readonly Approval Yes = new([.. RequestCodes.Criteria.Select(code => new CriterionScore(code, 4))], "Так", ConflictOfInterest: false);
    private static readonly AssistanceRequest InReview = Some.Request(RequestStatus.InReview, Some.Complete with { OpensAt = Some.Now.AddDays(1), ClosesAt = Some.Now.AddDays(9) });

    [Fact]
    public void An_approval_keeps_scores_and_text_and_starts_the_clocks()
    {
        var moved = Some.MoveOf(Approve(InReview, Yes));
        Assert.Equal((RequestStatus.Approved, 6), (moved.Next.Status, moved.Next.Criteria.Count));
        Assert.Equal(new ReviewDecision("approved", null, "Так", null, Some.Coordinator.PersonId, Some.Now), moved.Next.Decision);
        Assert.Equal(new RequestTimers(Some.Now.AddDays(1), Some.Now.AddDays(9)), moved.Next.Timers);
        Assert.Equal(new Step("approve", "inReview", "approved", Text: "Так"), Assert.Single(moved.Steps));
    }

    [Fact]
    public void Every_criterion_is_scored_from_0_to_5_and_a_low_score_is_explained()
    {
        Assert.Equal(["conflictOfInterest: required", "text: required"], Faults(new Approval(Yes.Criteria)));
        Assert.Equal(["criteria: every-criterion"], Faults(Yes with { Criteria = null }));
        Assert.Equal(["criteria: every-criterion"], Faults(Yes with { Criteria = [.. Yes.Criteria!.Take(5)] }));
        Assert.Equal(["criteria: every-criterion"], Faults(Yes with { Criteria = [.. Yes.Criteria!.Take(5), Yes.Criteria![0]] }));
        Assert.Equal(["criteria: too-many"], Faults(Yes with { Criteria = [.. Yes.Criteria!, Yes.Criteria![0]] }));
        Assert.Equal(["criteria[5].score: out-of-range"], Faults(With(new CriterionScore("integrity", 6))));
        Assert.Equal(["criteria[5].score: out-of-range"], Faults(With(new CriterionScore("integrity", -1, "x"))));
        Assert.Equal(["criteria[5].score: required"], Faults(With(new CriterionScore("integrity", null))));
        Assert.Equal(["criteria[5].code: unknown-code"], Faults(With(new CriterionScore("beauty", 5))));
        Assert.Equal(["criteria[5]: required"], Faults(With(null!)));
        Assert.Equal(["criteria[5].note: required"], Faults(With(new CriterionScore("integrity", 1, " "))));
        Some.MoveOf(Approve(InReview, With(new CriterionScore("integrity", 1, "Слабко"))));
        Some.MoveOf(Approve(InReview, With(new CriterionScore("integrity", 2))));

        Approval With(CriterionScore last) => Yes with { Criteria = [.. Yes.Criteria!.Take(5), last] };
        string[] Faults(Approval approval) => Some.Faults(Some.RefusalOf(Approve(InReview, approval)));
    }

    [Fact]
    public void Without_a_summary_for_the_public_nothing_is_approved() =>
        Assert.Equal(["summary: required"], Some.Faults(Some.RefusalOf(Approve(Some.Request(RequestStatus.InReview, Some.Complete with { Summary = null }), Yes))));

    public static TheoryData<string, bool> Weights() => new()
    {
        { "plain", false }, { "conflict", true }, { "critical", true }, { "high", false }, { "frontline", true }, { "restricted", false }, { "30-days", false }, { "31-days", true }
    };

    [Theory]
    [MemberData(nameof(Weights))]
    public void What_weighs_more_is_decided_by_two(string what, bool byTwo)
    {
        var content = what switch
        {
            "critical" or "high" => Some.Complete with { Urgency = what },
            "frontline" or "restricted" => Some.Complete with { Place = new Place("UA05020010000053508", null, what) },
            "30-days" => Some.Complete with { Needs = [Some.Complete.Needs[0] with { Quantity = 3, PersonDays = 8 }, new Need { Id = Some.Hromada, PersonDays = 6 }] },
            "31-days" => Some.Complete with { Needs = [Some.Complete.Needs[0] with { Quantity = 5, PersonDays = 6 }, new Need { Id = Some.Hromada, PersonDays = 1 }] },
            _ => Some.Complete
        };
        var moved = Some.MoveOf(Approve(Some.Request(RequestStatus.InReview, content), Yes with { ConflictOfInterest = what == "conflict" }));
        Assert.Equal(byTwo ? RequestStatus.InReview : RequestStatus.Approved, moved.Next.Status);
        Assert.Equal((byTwo, "approve", "inReview", byTwo ? "inReview" : "approved"), (moved.Next.Decision!.Proposed, moved.Steps[0].Verb, moved.Steps[0].From, moved.Steps[0].To));
    }

    [Fact]
    public void The_second_approval_is_another_persons()
    {
        var proposed = Proposed();
        Assert.Equal((RefusalKind.Forbidden, "second-approval"), Kind(Approve(proposed, Yes)));
        Assert.DoesNotContain(Verb.Approve, Transitions.Actions(proposed, Some.Coordinator));
        Assert.Contains(Verb.Reject, Transitions.Actions(proposed, Some.Coordinator));
        foreach (var second in new[] { Some.SecondCoordinator, Some.LeadCoordinator })
        {
            Assert.Contains(Verb.Approve, Transitions.Actions(proposed, second));
            var moved = Some.MoveOf(Approve(proposed, Yes with { Text = "І я" }, second));
            Assert.Equal((RequestStatus.Approved, false, second.PersonId), (moved.Next.Status, moved.Next.Decision!.Proposed, moved.Next.Decision.By));
        }
    }

    [Fact]
    public void Who_has_a_conflict_of_interest_gives_no_second_approval() =>
        Assert.Equal((RefusalKind.Unprocessable, "no-second-with-conflict"), Kind(Approve(Proposed(), Yes with { ConflictOfInterest = true }, Some.LeadCoordinator)));

    [Fact]
    public void A_proposal_falls_with_the_text_it_was_of()
    {
        var returned = Some.MoveOf(ReturnAssistanceRequest.Decide(Proposed(), new Comments([new FieldComment("title", "Коротше")]), Some.LeadCoordinator, Some.Now)).Next;
        Assert.Null(returned.Decision);
        Assert.Empty(returned.Criteria);
    }

    [Fact]
    public void Scores_of_an_approval_that_did_not_come_about_are_not_shown_with_the_rejection()
    {
        var rejected = Some.MoveOf(RejectAssistanceRequest.Decide(Proposed(), new Rejection("duplicate", "Те саме"), Some.SecondCoordinator, Some.Now, Some.Periods)).Next;
        Assert.Equal((RequestStatus.Rejected, "rejected"), (rejected.Status, rejected.Decision!.Outcome));
        Assert.Empty(rejected.Criteria);
    }

    [Fact]
    public void A_declared_conflict_stands_in_the_history() =>
        Assert.Equal("conflict-of-interest", Some.MoveOf(Approve(InReview, Yes with { ConflictOfInterest = true })).Steps[0].Code);

    private static AssistanceRequest Proposed() =>
        Some.MoveOf(Approve(Some.Request(RequestStatus.InReview, Some.Complete with { Urgency = "critical" }), Yes)).Next;

    private static Decision<AssistanceRequest> Approve(AssistanceRequest request, Approval approval, Caller? by = null) =>
        ApproveAssistanceRequest.Decide(request, approval, by ?? Some.Coordinator, Some.Now);

    private static (RefusalKind, string) Kind(Decision<AssistanceRequest> decision) => (Some.RefusalOf(decision).Kind, Some.RefusalOf(decision).Code);
}
