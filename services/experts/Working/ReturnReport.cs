using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Working;

/// <summary>POST …/return-report: the applicant's signatory asks for more; work goes on, and the report is due again after the set time.</summary>
internal static class ReturnReport
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.ReturnReport, caller, (a, moment) => Decide(a, Because.Of(because), caller, moment), ct,
            entry => entry.Text == Because.Of(because));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, string? reason, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.ReturnReport, moment) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.ReturnReport, moment.Request) with
            {
                ReportedAt = null, ReportDueAt = moment.Now + moment.Settings.ReportAgainWithin
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.ReturnReport, text: reason));
    }
}
