using Alliance.Contracts;
using Alliance.Requests.Matching;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Reviewing;

/// <summary>POST …/approve: a coordinator, not of the applicant, scores the criteria and says yes. Where it weighs more, a second one must say so too.</summary>
internal static class ApproveAssistanceRequest
{
    /// <summary>Person-days of all needs together; above, one coordinator alone does not decide.</summary>
    public const int MostDaysByOne = 30;

    private const int ScoreThatNeedsANote = 2;
    private const string Conflict = "conflict-of-interest";

    private static readonly InlineValidator<Approval> Rules = new()
    {
        v => v.RuleFor(a => a.Text).NotEmpty().Prose(FieldRules.LongestText),
        v => v.RuleFor(a => a.ConflictOfInterest).NotNull(),
        v => v.RuleForEach(a => a.Criteria).NotNull().ChildRules(criterion =>
        {
            criterion.RuleFor(c => c.Code).NotEmpty().OneOf(RequestCodes.Criteria);
            criterion.RuleFor(c => c.Score).NotNull().Range(0, 5);
            criterion.RuleFor(c => c.Note).Prose(FieldRules.LongestText);
            criterion.RuleFor(c => c.Note).NotEmpty().When(c => c.Score < ScoreThatNeedsANote);
        })
    };

    public static async Task<IResult> Handle(
        Guid id, Approval? approval, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Approve, reader.Caller, reader.MaySee, read => Decide(read.Value, approval ?? new Approval(), reader.Caller, now), ct,
            entry => entry.Text == Given.Text(approval?.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Approval approval, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Approve) is { } refusal) return refusal;
        var codes = RequestCodes.Criteria;
        // Before anything is made of them.
        if (approval.Criteria?.Count > codes.Count) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("criteria", "too-many", codes.Count));
        var given = approval with
        {
            Text = Given.Text(approval.Text),
            Criteria = [.. (approval.Criteria ?? []).Select(c => c is null ? null! : new CriterionScore(Given.Text(c.Code), c.Score, Given.Text(c.Note)))]
        };
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (codes.Any(code => given.Criteria.All(c => c.Code != code))) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("criteria", "every-criterion"));
        if (request.Content.Summary is null) return new Refusal(RefusalKind.Unprocessable, "incomplete", new FieldFault("summary", "required"));

        var declared = given.ConflictOfInterest == true;
        var second = request.Decision is { Proposed: true };
        if (second && declared) return new Refusal(RefusalKind.Unprocessable, "no-second-with-conflict", new FieldFault("conflictOfInterest", "no-second-with-conflict"));
        var proposed = !second && (declared || NeedsTwo(request.Content));
        var next = request with
        {
            Criteria = given.Criteria,
            Decision = new ReviewDecision("approved", null, given.Text!, null, caller.PersonId, now, proposed)
        };
        var step = new Step(
            Verb.Approve, RequestStatus.InReview.Wire(), (proposed ? RequestStatus.InReview : RequestStatus.Approved).Wire(), declared ? Conflict : null, given.Text);
        return proposed
            ? new Decision<AssistanceRequest>.Moved(next, step)
            : new Decision<AssistanceRequest>.Moved(
                next.Answered(now) with { Status = Transitions.Target(request, Verb.Approve), Timers = new RequestTimers(request.Content.OpensAt, request.Content.ClosesAt) }, step);
    }

    /// <summary>Source: domain, Assistance request. A declared conflict of interest asks for two as well.</summary>
    public static bool NeedsTwo(RequestContent content) =>
        content.Urgency == "critical"
        || content.Place?.SecurityZone == "frontline"
        || content.Needs.Sum(n => ComputedStatus.Quantity(n) * (n.PersonDays ?? 0)) > MostDaysByOne;
}

/// <param name="Criteria">Each of the published criteria once.</param>
/// <param name="ConflictOfInterest">Whether who approves has one; it must be answered.</param>
internal sealed record Approval(IReadOnlyList<CriterionScore>? Criteria = null, string? Text = null, bool? ConflictOfInterest = null);
