using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Matching;

/// <summary>POST …/deliver: a coordinator says that the help was given, with places left open, and why.</summary>
internal static class DeliverAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Deliver, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller, now, periods), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (Transitions.Refuse(request, caller, Verb.Deliver) is { } refusal) return refusal;
        if (Reasoned.Required(reason) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            Delivered(request, now, periods), Transitions.Entry(request, Verb.Deliver, text: Reasoned.Of(reason)));
    }

    /// <summary>Evaluations were asked now: the end comes so much later. On hold, the hold adds to it.</summary>
    public static AssistanceRequest Asked(AssistanceRequest request, DateTimeOffset now, RequestsSettings periods)
    {
        // A hold that began before shifts by its whole length when it ends; only what is still to pass counts.
        var ends = (request.Held?.Since ?? now) + periods.CloseAfterDelivered;
        return request.Timers.EndsAt >= ends ? request : request with { Timers = request.Timers with { EndsAt = ends } };
    }

    /// <summary>By a coordinator, or because all places are completed: evaluations are asked, and its end is counted.</summary>
    public static AssistanceRequest Delivered(AssistanceRequest request, DateTimeOffset now, RequestsSettings periods) =>
        Asked(request with { Status = RequestStatus.Delivered, DeliveredAt = now, Timers = RequestTimers.None }, now, periods);
}
