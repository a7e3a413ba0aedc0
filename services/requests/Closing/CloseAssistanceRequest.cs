using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Closing;

/// <summary>POST …/close: a coordinator (or the time after delivery) closes what was delivered; a coordinator also what found nobody.</summary>
internal static class CloseAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Close, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller, now, periods), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (Transitions.Refuse(request, caller, Verb.Close) is { } refusal) return refusal;
        if (Reasoned.Optional(reason) is { } faulty) return faulty;
        return Closed(request, Reasoned.Of(reason), now, periods);
    }

    public static Decision<AssistanceRequest>.Moved Closed(AssistanceRequest request, string? reason, DateTimeOffset now, RequestsSettings periods) =>
        new(request.EndedBy(Verb.Close) with { Timers = new RequestTimers(ReopenUntil: now + periods.ReopenWithin) }, Transitions.Entry(request, Verb.Close, text: reason));
}
