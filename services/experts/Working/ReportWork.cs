using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Experts.Working;

/// <summary>
/// POST …/report: the expert says what was done, and what came of it. At the end date the system asks for it without (<see cref="Inviting.AssignmentTimers"/>);
/// it is handed in then while it is being waited for.
/// </summary>
internal static class ReportWork
{
    private const int MostOutputs = 20;

    private static readonly InlineValidator<WorkReport> Rules = new()
    {
        v => v.RuleFor(r => r.Text).NotEmpty().Prose(10_000),
        v => v.RuleForEach(r => r.Outputs).NotEmpty().Line(500)
    };

    public static async Task<IResult> Handle(Guid id, WorkReport? report, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Report, caller, (a, moment) => Decide(a, report ?? new WorkReport(), caller, moment), ct,
            entry => entry.Text == Given.Text(report?.Text));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, WorkReport report, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Report, moment) is { } refusal) return refusal;
        if (report.Outputs?.Count > MostOutputs) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("outputs", "too-many", MostOutputs));
        var given = new WorkReport(Given.Text(report.Text), [.. (report.Outputs ?? []).Select(o => Given.Text(o)!)]);
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Report, moment.Request) with
            {
                Report = given.Text, Outputs = given.Outputs!, ReportedAt = moment.Now, ReportDueAt = null, AwaitsReport = false
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Report, text: given.Text));
    }
}

/// <param name="Outputs">Links or titles of what came of it.</param>
internal sealed record WorkReport(string? Text = null, IReadOnlyList<string>? Outputs = null);
