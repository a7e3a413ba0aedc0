using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Agreeing;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Inviting;
using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Experts.Working;
using Alliance.Requests;
using Alliance.Requests.Appealing;
using Alliance.Requests.Closing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Drafting;
using Alliance.Requests.Handling;
using Alliance.Requests.Linking;
using Alliance.Requests.Matching;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Services.Tests.Together;

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
/// <summary>Every verb of both services with a body that may stand, by whomever.</summary>
internal static class Commands
{
    /// <param name="other">Another request there is, for what is done with two.</param>
    public static Decision<AssistanceRequest>? Of(
        Stored<AssistanceRequest> read, string verb, Caller who, DateTimeOffset now, Random random, Stored<AssistanceRequest> other) => verb switch
    {
        Verb.Merge => MergeAssistanceRequest.Decide(read, new Merge(other.Id, "Те саме"), other, who, now),
        Verb.Reopen => ReopenAssistanceRequest.Decide(read, active: true, new Reasoned("Ще раз"), who, now),
        _ => Of(read.Value, verb, who, now, random)
    };

    private static Decision<AssistanceRequest>? Of(AssistanceRequest request, string verb, Caller who, DateTimeOffset now, Random random) => verb switch
    {
        Verb.Discard => DiscardDraft.Decide(request, who, now),
        Verb.Submit => SubmitAssistanceRequest.Decide(request, active: true, "REQ-2026-000001", who, now),
        Verb.Take => TakeAssistanceRequest.Decide(request, who),
        Verb.Return => ReturnAssistanceRequest.Decide(request, new Comments([new FieldComment("title", "?")]), who, now),
        Verb.Reply => ReplyToComment.Decide(request, new Reply("title", $"{random.Next()}"), who),
        Verb.Approve => ApproveAssistanceRequest.Decide(
            request, new Approval([.. RequestCodes.Criteria.Select(c => new CriterionScore(c, 3))], "Так", random.Next(8) == 0), who, now),
        Verb.Reject => RejectAssistanceRequest.Decide(request, new Rejection("other", "Ні"), who, now, Requests.Some.Periods),
        Verb.Consult => ConsultOrganisations.Decide(
            request, new Question(random.Next(2) == 0 ? [Requests.Some.Consulted] : [Requests.Some.OtherHromada, Requests.Some.Consulted], "Чи заперечуєте?"),
            new HashSet<Guid> { Requests.Some.Consulted, Requests.Some.OtherHromada }, who, now, Requests.Some.Periods),
        Verb.Answer => AnswerConsultation.Decide(
            request, request.Status == RequestStatus.InReview
                ? new Opinion(null, "Разом", request.Consultations.FirstOrDefault(c => c.IsOpenObjection)?.OrganisationId)
                : new Opinion(random.Next(2) == 0, "Так чи ні"), who, now),
        Verb.Redirect => RedirectAssistanceRequest.Decide(request, new Redirection("TAIEX", "Там"), who, now),
        Verb.Appeal => AppealRejection.Decide(request, new Reasoned("Наш мандат"), who, now),
        Verb.Copy => CopyRequest.Decide(request, createdWith: null, who, now),
        Verb.Open => OpenAssistanceRequest.Decide(request, new Opening(), who, now, Requests.Some.Periods),
        Verb.Unfilled => EndUnfilled.Decide(request, null, who),
        Verb.Deliver => DeliverAssistanceRequest.Decide(request, new Reasoned("Так"), who, now, Requests.Some.Periods),
        Verb.Close => CloseAssistanceRequest.Decide(request, null, who, now, Requests.Some.Periods),
        Verb.FollowUp => FollowUpAssistanceRequest.Decide(request, new FollowUpNote("Так"), who, now),
        Verb.Withdraw => WithdrawAssistanceRequest.Decide(request, new Reasoned("Так"), who),
        Verb.Cancel => CancelAssistanceRequest.Decide(request, new Reasoned("Так"), who),
        Verb.Hold => HoldAssistanceRequest.Decide(request, new HoldReason("funding"), who, now),
        Verb.Resume => ResumeAssistanceRequest.Decide(request, null, who, now),
        Verb.HandOver => random.Next(2) == 0 ? HandOver(request, Requests.Some.SecondCoordinator, who) : HandOver(request, Requests.Some.LeadCoordinator, who),
        _ => null
    };

    /// <param name="free">Places of the need that seem to be free.</param>
    public static Decision<Assignment>? Of(Assignment assignment, string verb, Caller who, Moment moment, Situation situation, IReadOnlyList<int> free, Random random) => verb switch
    {
        AssignmentVerb.Invite => InviteExpert.Decide(assignment, situation, who, moment),
        AssignmentVerb.Propose => ProposeInterested.Decide(assignment, new Proposal(null, null, null), situation, who, [], new MatchingSettings(), moment, null),
        AssignmentVerb.DeclareConflict => DeclareConflict.Decide(assignment, new DeclaredConflict(random.Next(8) == 0, "Так"), who, moment),
        AssignmentVerb.ClearConflict => ClearConflict.Decide(assignment, "Не впливає", who, moment),
        AssignmentVerb.Terms => ChangeTerms.Decide(assignment, new TermsForm("Чотири дні"), situation, who, moment),
        AssignmentVerb.Agree => AgreeToTerms.Decide(assignment, who, moment),
        AssignmentVerb.Check => CheckItem.Decide(assignment, new DoneItem(assignment.Checklist.FirstOrDefault(i => i.DoneAt is null)?.Item ?? "terms-agreed"), who, moment),
        AssignmentVerb.Accept => AcceptInvitation.Decide(assignment, new DeclaredConflict(random.Next(15) == 0, "Так"), who, moment),
        AssignmentVerb.Decline => DeclineInvitation.Decide(assignment, new Refused("not-available"), who, moment),
        AssignmentVerb.Confirm => ConfirmAssignment.Decide(assignment, situation, free is [var place, ..] ? place : null, who, moment),
        AssignmentVerb.Start => StartAssignment.Decide(assignment, ["insurance", "security-briefing"], who, moment),
        AssignmentVerb.Report => ReportWork.Decide(assignment, new WorkReport("Готово"), who, moment),
        AssignmentVerb.ReturnReport => ReturnReport.Decide(assignment, null, who, moment),
        AssignmentVerb.Complete => CompleteAssignment.Decide(assignment, null, who, moment),
        AssignmentVerb.Withdraw => WithdrawAssignment.Decide(assignment, "Хвороба", who, moment),
        AssignmentVerb.Cancel => CancelAssignment.Decide(assignment, null, who, moment),
        AssignmentVerb.EndEarly => EndAssignmentEarly.Decide(assignment, null, who, moment),
        AssignmentVerb.NoShow => RecordNoShow.Decide(assignment, null, who, moment),
        _ => null
    };

    /// <summary>Of the same seed the same: ids decide between equals.</summary>
    public static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Not to who decided before an appeal: that is a fault of the input.</summary>
    private static Decision<AssistanceRequest>? HandOver(AssistanceRequest request, Caller to, Caller who) =>
        request.Appeal?.WasDecidedBy(to.PersonId) == true ? null : HandOverAssistanceRequest.Decide(request, to.PersonId, Requests.Some.Found(to), who);
}
#pragma warning restore CA5394
