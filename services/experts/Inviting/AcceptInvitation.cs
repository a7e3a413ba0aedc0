using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Experts.Inviting;

/// <summary>
/// POST …/accept: the expert says yes, and whether there is a conflict of interest. On site the days are claimed with the same save:
/// a day that another assignment has is a refusal, whoever was first by a hair.
/// </summary>
internal static class AcceptInvitation
{
    private static readonly InlineValidator<DeclaredConflict> Rules = new()
    {
        v => v.RuleFor(c => c.Declared).NotNull().OverridePropertyName("conflictOfInterest.declared"),
        v => v.RuleFor(c => c.Text).Prose(FieldRules.LongestText).OverridePropertyName("conflictOfInterest.text"),
        v => v.RuleFor(c => c.Text).NotEmpty().When(c => c.Declared == true).OverridePropertyName("conflictOfInterest.text")
    };

    public static async Task<IResult> Handle(Guid id, Acceptance? acceptance, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Accept, caller, (a, moment) => Decide(a, acceptance?.ConflictOfInterest, caller, moment), ct,
            entry => entry.Text == Given.Text(acceptance?.ConflictOfInterest?.Text));
        return await steps.Answer(Said(outcome), caller, ct);
    }

    /// <summary>Accepting claims days and nothing else.</summary>
    public static Outcome<Assignment> Said(Outcome<Assignment> outcome) =>
        outcome is Outcome<Assignment>.Refused { Why.Code: "taken" } ? new Refusal(RefusalKind.Conflict, "days-taken") : outcome;

    public static Decision<Assignment> Decide(Assignment assignment, DeclaredConflict? conflict, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Accept, moment) is { } refusal) return refusal;
        // The system's clock may not have come round to it yet.
        if (assignment.Invitation is not { } invitation || invitation.ExpiresAt <= moment.Now) return new Refusal(RefusalKind.Conflict, "wrong-state");
        // Who has answered the question already need not do it again.
        var answer = assignment.ConflictOfInterest;
        if ((conflict is not null || answer is null) && Answer(conflict, out answer) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Accept, moment.Request) with
            {
                Invitation = invitation with { AnsweredAt = moment.Now },
                ConflictOfInterest = Kept(assignment.ConflictOfInterest, answer)
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Accept, text: Given.Text(conflict?.Text)));
    }

    /// <summary>The question of a conflict of interest, wherever it is asked. Null = answered.</summary>
    public static Refusal? Answer(DeclaredConflict? conflict, out ConflictOfInterest? answer)
    {
        answer = null;
        if (conflict is null) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("conflictOfInterest", "required"));
        var given = conflict with { Text = Given.Text(conflict.Text) };
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        answer = new ConflictOfInterest(given.Declared!.Value, given.Text);
        return null;
    }

    /// <summary>The same said again leaves a decision on it as it is; anything else is to be decided anew.</summary>
    public static ConflictOfInterest? Kept(ConflictOfInterest? before, ConflictOfInterest? now) =>
        before is not null && now is not null && before.Declared == now.Declared && before.Text == now.Text ? before : now;
}

internal sealed record Acceptance(DeclaredConflict? ConflictOfInterest);

/// <param name="Text">Required when declared.</param>
internal sealed record DeclaredConflict(bool? Declared, string? Text = null);
