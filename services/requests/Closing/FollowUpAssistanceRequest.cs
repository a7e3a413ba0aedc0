using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Closing;

/// <summary>POST …/follow-up: half a year after the end a coordinator asks what became of it, and notes the answer. A task, no state: the request stays closed.</summary>
internal static class FollowUpAssistanceRequest
{
    private static readonly InlineValidator<FollowUpNote> Rules = new() { v => v.RuleFor(n => n.Text).NotEmpty().Prose(FieldRules.LongestText) };

    public static async Task<IResult> Handle(
        Guid id, FollowUpNote? note, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.FollowUp, reader.Caller, reader.MaySee, read => Decide(read.Value, note ?? new FollowUpNote(), reader.Caller, now), ct,
            entry => entry.Text == Given.Text(note?.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, FollowUpNote note, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.FollowUp) is { } refusal) return refusal;
        var given = new FollowUpNote(Given.Text(note.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            request with { FollowUp = request.FollowUp! with { DoneAt = now, DoneBy = caller.PersonId } }, Transitions.Entry(request, Verb.FollowUp, text: given.Text));
    }
}

/// <param name="Text">What became of it; stays in the history.</param>
internal sealed record FollowUpNote(string? Text = null);
