using Alliance.Contracts;
using Alliance.Experts.Confirming;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Experts.Working;

/// <summary>POST …/check: an item of the checklist is done, says who sees to it, and what shows it. Once.</summary>
internal static class CheckItem
{
    private static readonly InlineValidator<DoneItem> Rules = new()
    {
        v => v.RuleFor(d => d.Item).NotEmpty().OneOf(ExpertCodes.ChecklistItem),
        v => v.RuleFor(d => d.Evidence).Prose(1_000)
    };

    public static async Task<IResult> Handle(Guid id, DoneItem? done, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Check, caller, (a, moment) => Decide(a, done ?? new DoneItem(), caller, moment), ct,
            entry => entry.Code == Given.Text(done?.Item) && entry.Text == Given.Text(done?.Evidence));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, DoneItem done, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Check, moment) is { } refusal) return refusal;
        var given = new DoneItem(Given.Text(done.Item), Given.Text(done.Evidence));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (assignment.Checklist.FirstOrDefault(i => i.Item == given.Item) is not { } item) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("item", "not-on-list"));
        if (!caller.SeesTo(item, assignment, moment)) return new Refusal(RefusalKind.Forbidden, "not-yours", new FieldFault("item", "of-other"));
        if (item.DoneAt is not null) return new Refusal(RefusalKind.Conflict, "already-done");
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Check, moment.Request) with
            {
                Checklist = Checklist.Ticked(assignment.Checklist, [given.Item!], caller.PersonId, moment.Now, given.Evidence)
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Check, given.Item, given.Evidence));
    }
}

/// <param name="Evidence">What shows that it is done.</param>
internal sealed record DoneItem(string? Item = null, string? Evidence = null);
