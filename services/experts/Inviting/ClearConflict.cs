using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Inviting;

/// <summary>
/// POST …/clear-conflict: a coordinator decides that a declared conflict of interest does not stand in the way, and says why; only then may the expert be
/// confirmed. That it does stand in the way is said by <c>cancel</c>.
/// </summary>
internal static class ClearConflict
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.ClearConflict, caller, (a, moment) => Decide(a, Because.Of(because), caller, moment), ct,
            entry => entry.Text == Because.Of(because));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? reason, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.ClearConflict, moment) is { } refusal) return refusal;
        if (reason is null) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("reason", "required"));
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.ClearConflict, moment.Request) with
            {
                ConflictOfInterest = assignment.ConflictOfInterest! with { Decision = new ConflictDecision(Acceptable: true, reason, caller.PersonId, moment.Now) }
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.ClearConflict, text: reason));
    }
}
