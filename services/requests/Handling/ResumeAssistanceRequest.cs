using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Handling;

/// <summary>POST …/resume: a coordinator lets a request go on. Its times shift by as long as it stood still.</summary>
internal static class ResumeAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Resume, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller, now), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Resume) is { } refusal) return refusal;
        if (Reasoned.Optional(reason) is { } faulty) return faulty;
        var held = now - request.Held!.Since;
        return new Decision<AssistanceRequest>.Moved(
            request with { Held = null, Timers = request.Timers.ShiftedBy(held > TimeSpan.Zero ? held : TimeSpan.Zero) },
            Transitions.Entry(request, Verb.Resume, text: Reasoned.Of(reason)));
    }
}
