using Alliance.Contracts;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Handling;

/// <summary>POST …/hold: a coordinator lets an open request stand still, for a reason of the list. Its clocks stop.</summary>
internal static class HoldAssistanceRequest
{
    private static readonly InlineValidator<HoldReason> Rules = new()
    {
        v => v.RuleFor(h => h.Code).NotEmpty().OneOf(RequestCodes.HoldReason),
        v => v.RuleFor(h => h.Text).Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(
        Guid id, HoldReason? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Hold, reader.Caller, reader.MaySee, read => Decide(read.Value, reason ?? new HoldReason(), reader.Caller, now), ct,
            entry => entry.Code == Given.Text(reason?.Code) && entry.Text == Given.Text(reason?.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, HoldReason reason, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Hold) is { } refusal) return refusal;
        var given = new HoldReason(Given.Text(reason.Code), Given.Text(reason.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            request with { Held = new Standstill(given.Code!, now) }, Transitions.Entry(request, Verb.Hold, given.Code, given.Text));
    }
}

/// <param name="Text">More about it; stays in the history.</param>
internal sealed record HoldReason(string? Code = null, string? Text = null);
