using System.Net;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Appealing;
using Alliance.Requests.Handling;
using Alliance.Requests.Reading;
using Alliance.Requests.Reviewing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>An appeal: once, in time, and looked at by others than those who decided.</summary>
[Collection("requests")]
public sealed class AppealingTests(RequestsSlice slice)
{
    private static readonly Caller SecondLead = Some.Person(0xC6, (Some.Secretariat, Roles.LeadCoordinator));

    /// <summary>Owned by the coordinator, rejected by the lead.</summary>
    private static readonly AssistanceRequest Rejected = Some.MoveOf(RejectAssistanceRequest.Decide(
        Some.Request(RequestStatus.InReview) with { OwnerId = Some.Coordinator.PersonId }, new Rejection("outside-mandate", "Не наше"), Some.LeadCoordinator, Some.Now, Some.Periods)).Next;

    private static AssistanceRequest Appealed => Some.MoveOf(AppealRejection.Decide(Rejected, Why, Some.Signatory, Some.Now.AddDays(3))).Next;

    private static AssistanceRequest InReviewAgain => Appealed with { Status = RequestStatus.InReview, OwnerId = SecondLead.PersonId };

    private static Reasoned Why => new("Це наш мандат");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void It_waits_again_with_what_was_said_and_what_was_decided_and_nobody_has_it()
    {
        Assert.Equal((RequestStatus.Submitted, null, null), (Appealed.Status, Appealed.OwnerId, Appealed.Decision));
        Assert.Equal(new Appeal("Це наш мандат", Some.Signatory.PersonId, Some.Now.AddDays(3), Rejected.Decision!, Some.Coordinator.PersonId), Appealed.Appeal);
        Assert.Equal((Some.Now.AddDays(3), Rejected.FirstAnswer), (Appealed.SubmittedAt, Appealed.FirstAnswer));
        Assert.Equal(["reason: required"], Some.Faults(Some.RefusalOf(AppealRejection.Decide(Rejected, new Reasoned(" "), Some.Signatory, Some.Now))));
    }

    [Fact]
    public void There_are_fifteen_days_to_the_second()
    {
        var last = Some.Now.AddDays(15);
        Assert.IsType<Decision<AssistanceRequest>.Moved>(AppealRejection.Decide(Rejected, Why, Some.Signatory, last));
        Assert.Equal((RefusalKind.Conflict, "too-late"), Reason(AppealRejection.Decide(Rejected, Why, Some.Signatory, last.AddSeconds(1))));
        Assert.Contains(Verb.Appeal, Transitions.Actions(Rejected, Some.Signatory, last));
        Assert.DoesNotContain(Verb.Appeal, Transitions.Actions(Rejected, Some.Signatory, last.AddSeconds(1)));
    }

    [Fact]
    public void There_is_one_and_no_second()
    {
        var again = Some.MoveOf(RejectAssistanceRequest.Decide(InReviewAgain, new Rejection("other", "Ні"), SecondLead, Some.Now.AddDays(9), Some.Periods)).Next;
        Assert.Equal((RefusalKind.Conflict, "appealed-already"), Reason(AppealRejection.Decide(again, Why, Some.Signatory, Some.Now.AddDays(9))));
        Assert.DoesNotContain(Verb.Appeal, Transitions.Actions(again, Some.Signatory, Some.Now.AddDays(9)));
        Assert.Null(again.Timers.AppealUntil);
    }

    [Fact]
    public void Who_had_it_and_who_said_no_have_no_part_in_it_any_more()
    {
        var formerOwner = new Caller(Some.Coordinator.PersonId, [new Membership(Some.Secretariat, Roles.LeadCoordinator)]);
        foreach (var former in new[] { formerOwner, Some.LeadCoordinator })
        {
            Assert.Equal((RefusalKind.Forbidden, "decided-before"), Reason(TakeAssistanceRequest.Decide(Appealed, former)));
            foreach (var verb in new[] { Verb.Return, Verb.Consult, Verb.Approve, Verb.Reject, Verb.Redirect, Verb.Merge })
                Assert.Equal((verb, "decided-before"), (verb, Transitions.Refuse(InReviewAgain, former, verb)?.Code));
            Assert.Equal(["personId: decided-before"], Some.Faults(Some.RefusalOf(HandOverAssistanceRequest.Decide(InReviewAgain, former.PersonId, Some.Found(former), SecondLead))));
            Assert.Null(WorkList.Kind(Appealed, former));
        }
    }

    [Fact]
    public void A_lead_takes_it_and_decides()
    {
        Assert.Equal((RefusalKind.Forbidden, "appeal-is-the-leads"), Reason(TakeAssistanceRequest.Decide(Appealed, Some.SecondCoordinator)));
        Assert.Null(WorkList.Kind(Appealed, Some.SecondCoordinator));
        Assert.Equal(WorkList.Take, WorkList.Kind(Appealed, SecondLead));
        Assert.Equal(SecondLead.PersonId, Some.MoveOf(TakeAssistanceRequest.Decide(Appealed, SecondLead)).Next.OwnerId);
        // Another may prepare it, and does not decide.
        Assert.Null(Transitions.Refuse(InReviewAgain, Some.SecondCoordinator, Verb.Return));
        Assert.Equal("appeal-is-the-leads", Transitions.Refuse(InReviewAgain, Some.SecondCoordinator, Verb.Approve)!.Code);
        Assert.Equal(RequestStatus.Approved, Some.MoveOf(Approve(InReviewAgain, SecondLead)).Next.Status);
    }

    public static TheoryData<string> Weighty => ["critical", "frontline", "days", "conflict"];

    [Theory]
    [MemberData(nameof(Weighty))]
    public void What_weighs_more_is_decided_by_two_after_an_appeal_too_and_the_second_may_be_any_who_did_not_decide(string what)
    {
        var content = what switch
        {
            "critical" => Some.Complete with { Urgency = "critical" },
            "frontline" => Some.Complete with { Place = Some.Complete.Place! with { SecurityZone = "frontline" } },
            "days" => Some.Complete with { Needs = [Some.Complete.Needs[0] with { Quantity = 1, PersonDays = 31 }] },
            _ => Some.Complete
        };
        var proposed = Some.MoveOf(Approve(InReviewAgain with { Content = content }, SecondLead, conflict: what == "conflict")).Next;
        Assert.Equal((RequestStatus.InReview, true), (proposed.Status, proposed.Decision!.Proposed));
        Assert.Equal("second-approval", Some.RefusalOf(Approve(proposed, SecondLead)).Code);
        Assert.Equal("decided-before", Some.RefusalOf(Approve(proposed, Some.LeadCoordinator)).Code);
        Assert.Equal(WorkList.SecondApproval, WorkList.Kind(proposed, Some.SecondCoordinator));
        Assert.Null(WorkList.Kind(proposed, Some.LeadCoordinator));
        Assert.Equal("no-second-with-conflict", Some.RefusalOf(Approve(proposed, Some.SecondCoordinator, conflict: true)).Code);
        Assert.Equal(RequestStatus.Approved, Some.MoveOf(Approve(proposed, Some.SecondCoordinator)).Next.Status);
    }

    [Fact]
    public async Task Sent_twice_at_once_it_is_made_once_and_its_text_is_read_with_the_former_decision()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        var coordinator = slice.Coordinator();
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var rejected = (await coordinator.Post($"{at}/reject", Bodies.Of("reject"), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.NotNull((await applicant.Signatory.Get(at, Ct)).Body!["appealUntil"]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => applicant.Signatory.Post($"{at}/appeal", Bodies.Of("appeal"), Ct, rejected.Revision)));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        var read = (await applicant.Editor.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal((rejected.Revision + 1, "submitted", "Так треба", "Не наш мандат"),
            (read.Revision, read.RequestStatus, read.Body!["appeal"]!["text"]!.GetValue<string>(), read.Body["appeal"]!["former"]!["text"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.Post($"{at}/take", null, Ct, read.Revision)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Coordinator().Post($"{at}/take", null, Ct, read.Revision)).Status);
        (await slice.Person((Guid.CreateVersion7(), Roles.LeadCoordinator)).Post($"{at}/take", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
    }

    private static Decision<AssistanceRequest> Approve(AssistanceRequest request, Caller caller, bool conflict = false) => ApproveAssistanceRequest.Decide(
        request, new Approval([.. RequestCodes.Criteria.Select(c => new CriterionScore(c, 3))], "Так", conflict), caller, Some.Now.AddDays(9));

    private static (RefusalKind, string) Reason(Decision<AssistanceRequest> decision) => (Some.RefusalOf(decision).Kind, Some.RefusalOf(decision).Code);
}
