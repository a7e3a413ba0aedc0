using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Ending;

/// <summary>POST …/no-show: a coordinator records that the expert did not come.</summary>
internal static class RecordNoShow
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.NoShow, caller, (a, moment) => Decide(a, Because.Of(because), caller, moment), ct,
            entry => entry.Text == Because.Of(because));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? reason, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.NoShow, moment) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.NoShow, moment.Request), AssignmentTransitions.Entry(assignment, AssignmentVerb.NoShow, text: reason));
    }
}
