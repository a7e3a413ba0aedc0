using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Closing;

/// <summary>POST …/cancel: a coordinator ends an open request, and says why. The experts service lets its people go.</summary>
internal static class CancelAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Cancel, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Cancel) is { } refusal) return refusal;
        if (Reasoned.Required(reason) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            request.EndedBy(Verb.Cancel), Transitions.Entry(request, Verb.Cancel, text: Reasoned.Of(reason)));
    }
}
