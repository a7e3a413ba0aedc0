using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Matching;

/// <summary>POST …/unfilled: a coordinator (or the end of matching, when nobody said yes) ends the search. It may be opened again.</summary>
internal static class EndUnfilled
{
    public static async Task<IResult> Handle(Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Unfilled, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Unfilled) is { } refusal) return refusal;
        if (Reasoned.Optional(reason) is { } faulty) return faulty;
        return Ended(request, Reasoned.Of(reason));
    }

    public static Decision<AssistanceRequest>.Moved Ended(AssistanceRequest request, string? reason) => new(
        request with { Status = Transitions.Target(request, Verb.Unfilled), Timers = RequestTimers.None },
        Transitions.Entry(request, Verb.Unfilled, text: reason));
}
