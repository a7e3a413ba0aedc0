using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Ending;

/// <summary>POST …/cancel: a coordinator calls off what has not begun.</summary>
internal static class CancelAssignment
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Cancel, caller, (a, moment) => Decide(a, Because.Of(because), caller, moment), ct,
            entry => entry.Text == Because.Of(because));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? reason, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Cancel, moment) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            // Called off with a conflict nobody has decided on: that is the decision.
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Cancel, moment.Request) with
            {
                ConflictOfInterest = assignment.ConflictOfInterest is { Declared: true, Decision: null } conflict
                    ? conflict with { Decision = new ConflictDecision(Acceptable: false, reason, caller.PersonId, moment.Now) }
                    : assignment.ConflictOfInterest
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Cancel, text: reason));
    }
}
