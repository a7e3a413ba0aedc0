using Alliance.Contracts;
using Alliance.Requests.Closing;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Reviewing;

/// <summary>POST …/reject: a coordinator, not of the applicant, says no: a code, why, and which programme might help.</summary>
internal static class RejectAssistanceRequest
{
    private static readonly InlineValidator<Rejection> Rules = new()
    {
        v => v.RuleFor(r => r.Code).NotEmpty().OneOf(RequestCodes.RejectReason),
        v => v.RuleFor(r => r.Text).NotEmpty().Prose(FieldRules.LongestText),
        v => v.RuleFor(r => r.Programme).Line(200)
    };

    public static async Task<IResult> Handle(
        Guid id, Rejection? rejection, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Reject, reader.Caller, reader.MaySee, read => Decide(read.Value, rejection ?? new Rejection(), reader.Caller, now, periods), ct,
            entry => entry.Code == Given.Text(rejection?.Code) && entry.Text == Given.Text(rejection?.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Rejection rejection, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (Transitions.Refuse(request, caller, Verb.Reject) is { } refusal) return refusal;
        var given = new Rejection(Given.Text(rejection.Code), Given.Text(rejection.Text), Given.Text(rejection.Programme));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        var next = request.EndedBy(Verb.Reject).Answered(now) with
        {
            // An approval that was proposed and did not come about is not shown with the rejection.
            Criteria = [],
            Timers = new RequestTimers(AppealUntil: request.Appeal is null ? now + periods.AppealWithin : null),
            Decision = new ReviewDecision("rejected", given.Code!, given.Text!, given.Programme, caller.PersonId, now)
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Reject, given.Code, given.Text));
    }
}

internal sealed record Rejection(string? Code = null, string? Text = null, string? Programme = null);
