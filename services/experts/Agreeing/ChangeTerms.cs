using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Experts.Agreeing;

/// <summary>
/// PUT …/terms: a coordinator or a signatory of the applicant writes the terms of reference, and with them the days. Each is a new version, to which both
/// sides agree anew; from the confirmation on they stand. Other days pass the gates again, and are claimed with this save where they are on site.
/// </summary>
internal static class ChangeTerms
{
    private const int MostDays = 366;

    private static readonly InlineValidator<TermsForm> Rules = new()
    {
        v => v.RuleFor(t => t.Text).NotEmpty().Prose(10_000),
        v => v.RuleFor(t => t.PersonDays).Range(1, MostDays)
    };

    public static async Task<IResult> Handle(Guid id, TermsForm? form, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Terms, caller, (a, moment, situation) => Decide(a, form ?? new TermsForm(), situation, caller, moment), ct);
        return await steps.Answer(Inviting.AcceptInvitation.Said(outcome), caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, TermsForm form, Situation situation, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Terms, moment) is { } refusal) return refusal;
        var given = form with { Text = Given.Text(form.Text) };
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (situation.Request is null) return new Refusal(RefusalKind.Conflict, "request-not-open");
        if (NewAssignment.PeriodOf(given.Period, situation.Request, assignment.Period, out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (period != assignment.Period && situation.RefuseByGates(assignment.NeedId, period, moment.Now, isPromised: true) is { } closed) return closed;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Terms, moment.Request) with
            {
                Terms = new Terms((assignment.Terms?.Version ?? 0) + 1, given.Text!, caller.PersonId, moment.Now),
                Period = period,
                PersonDays = given.PersonDays ?? assignment.PersonDays
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Terms, text: given.Text));
    }
}

/// <param name="Period">Null = as it is.</param>
/// <param name="PersonDays">Null = as it is.</param>
internal sealed record TermsForm(string? Text = null, Days? Period = null, int? PersonDays = null);
