using Alliance.Contracts;
using Alliance.Experts.Confirming;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Working;

/// <summary>POST …/start: the expert or a coordinator says that work begins, and which items of the checklist are done. Mandatory ones must be.</summary>
internal static class StartAssignment
{
    public static async Task<IResult> Handle(Guid id, Beginning? beginning, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Start, caller, (a, moment) => Decide(a, beginning?.Checklist ?? [], caller, moment), ct);
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, IReadOnlyList<string> done, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Start, moment) is { } refusal) return refusal;
        if (done.Count > ExpertCodes.ChecklistItem.Count) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("checklist", "too-many", ExpertCodes.ChecklistItem.Count));
        var strange = done.Select((item, place) => (item, place)).Where(d => !ExpertCodes.ChecklistItem.Contains(d.item)).Select(d => new FieldFault($"checklist[{d.place}]", "unknown-code")).ToArray();
        if (strange.Length > 0) return new Refusal(RefusalKind.Invalid, "invalid", strange);
        var others = assignment.Checklist.Where(i => i.DoneAt is null && done.Contains(i.Item) && !caller.SeesTo(i, assignment, moment)).Select(i => new FieldFault(i.Item, "of-other")).ToArray();
        if (others.Length > 0) return new Refusal(RefusalKind.Forbidden, "not-yours", others);
        var checklist = Checklist.Ticked(assignment.Checklist, done, caller.PersonId, moment.Now);
        if (Checklist.Open(checklist) is { Count: > 0 } open)
            return new Refusal(RefusalKind.Unprocessable, "checklist-open", [.. open.Select(item => new FieldFault(item, "must-be-done"))]);
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Start, moment.Request) with { Checklist = checklist, StartedAt = moment.Now, ReportDueAt = EndOf(assignment.Period) },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Start));
    }

    /// <summary>When the last day is over, UTC; null where no days were agreed.</summary>
    private static DateTimeOffset? EndOf(DayPeriod? period) => period is null ? null : new DateTimeOffset(period.To.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}

/// <param name="Checklist">Items that are done: <c>insurance</c>, <c>security-briefing</c> …</param>
internal sealed record Beginning(IReadOnlyList<string>? Checklist);
