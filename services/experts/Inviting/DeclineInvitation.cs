using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Experts.Inviting;

/// <summary>POST …/decline: the expert says no, and why by a code.</summary>
internal static class DeclineInvitation
{
    private static readonly InlineValidator<Refused> Rules = new()
    {
        v => v.RuleFor(r => r.Code).NotEmpty().OneOf(ExpertCodes.DeclineReason),
        v => v.RuleFor(r => r.Text).Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(Guid id, Refused? refused, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Decline, caller, (a, moment) => Decide(a, refused ?? new Refused(), caller, moment), ct,
            entry => DeclineReason.Of(entry) == (Given.Text(refused?.Code), Given.Text(refused?.Text)));
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, Refused refused, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Decline, moment) is { } refusal) return refusal;
        var given = new Refused(Given.Text(refused.Code), Given.Text(refused.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Decline, moment.Request) with
            {
                Invitation = assignment.Invitation! with { AnsweredAt = moment.Now, Code = given.Code }
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Decline, DeclineReason.Lasting(given.Code), DeclineReason.Kept(given.Code!, given.Text)));
    }
}

internal sealed record Refused(string? Code = null, string? Text = null);
