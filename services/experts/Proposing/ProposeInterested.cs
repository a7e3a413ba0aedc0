using Alliance.Experts.Input;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Proposing;

/// <summary>POST …/propose: a coordinator takes up what an expert offered. The gates are passed again, and the score is frozen anew. POST /api/assignments for the same expert and need does the same.</summary>
internal static class ProposeInterested
{
    public static async Task<IResult> Handle(
        Guid id, Proposal? proposal, IfMatch ifMatch, Caller caller, RosterInMemory roster, AssignmentSteps steps, MatchingSettings weights, CancellationToken ct)
    {
        var candidates = await roster.Now(ct);
        var given = proposal ?? new Proposal(null, null, null);
        var outcome = await steps.Take(
            id, ifMatch, AssignmentVerb.Propose, caller, (a, moment, situation) => Decide(a, given, situation, caller, candidates, weights, moment, proposedWith: null), ct);
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(
        Assignment assignment, Proposal proposal, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, Moment moment, CreationKey? proposedWith)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Propose, moment) is { } refusal) return refusal;
        var reason = Given.Text(proposal.Reason);
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (situation.Request?.Need(assignment.NeedId) is not { } need) return new Refusal(RefusalKind.Conflict, "request-not-open");
        if (NewAssignment.PeriodOf(proposal.Period, situation.Request, assignment.Period, out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (situation.RefuseByGates(assignment.NeedId, period, moment.Now) is { } closed) return closed;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Propose, moment.Request) with
            {
                Period = period,
                Selection = NewAssignment.Frozen(situation.Request, need, situation.Candidate!, period, others, weights, caller.PersonId, reason, moment.Now),
                ProposedWith = proposedWith
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Propose, text: reason));
    }
}
