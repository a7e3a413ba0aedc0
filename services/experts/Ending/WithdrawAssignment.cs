using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Ending;

/// <summary>POST …/withdraw: the expert steps back before the work begins. Place and days are free with the same save; a reserve moves up after it.</summary>
internal static class WithdrawAssignment
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Withdraw, caller, (a, moment) => Decide(a, Because.Of(because), caller, moment), ct,
            entry => entry.Text == Because.Of(because));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? reason, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Withdraw, moment) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Withdraw, moment.Request), AssignmentTransitions.Entry(assignment, AssignmentVerb.Withdraw, text: reason));
    }
}
