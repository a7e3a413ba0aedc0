using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Working;

/// <summary>POST …/complete: the applicant's signatory takes the result; a coordinator may, once the applicant has left it lying for the set time.</summary>
internal static class CompleteAssignment
{
    public static async Task<IResult> Handle(Guid id, Closing? closing, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Complete, caller, (a, moment) => Decide(a, Given.Text(closing?.Text), caller, moment), ct,
            entry => entry.Text == Given.Text(closing?.Text));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? text, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Complete, moment) is { } refusal) return refusal;
        if (Because.Fault(text) is { } faulty) return faulty with { Fields = [.. faulty.Fields.Select(f => f with { Field = "text" })] };
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Complete, moment.Request) with { CompletedAt = moment.Now },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Complete, text: text));
    }
}

internal sealed record Closing(string? Text = null);
