using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Inviting;

/// <summary>
/// POST …/declare-conflict: who is invited answers the question of a conflict of interest before reading what is for participants alone: the texts of the
/// needs. Until then the invitation shows of the request what any member sees. The answer may be changed until the invitation is answered.
/// </summary>
internal static class DeclareConflict
{
    public static async Task<IResult> Handle(Guid id, DeclaredConflict? conflict, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.DeclareConflict, caller, (a, moment) => Decide(a, conflict ?? new DeclaredConflict(null), caller, moment), ct,
            entry => entry.Text == Given.Text(conflict?.Text));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, DeclaredConflict conflict, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.DeclareConflict, moment) is { } refusal) return refusal;
        // Here the answer is the whole body.
        if (AcceptInvitation.Answer(conflict, out var answer) is { } faulty)
            return faulty with { Fields = [.. faulty.Fields.Select(f => f with { Field = f.Field.Replace("conflictOfInterest.", "", StringComparison.Ordinal) })] };
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.DeclareConflict, moment.Request) with { ConflictOfInterest = AcceptInvitation.Kept(assignment.ConflictOfInterest, answer) },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.DeclareConflict, text: answer!.Text));
    }
}
