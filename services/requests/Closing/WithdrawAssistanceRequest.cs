using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Closing;

/// <summary>POST …/withdraw: a signatory of the applicant takes an open request back; so does their silence after a return. The page asks why; a program need not say it (api: <c>{ reason? }</c>).</summary>
internal static class WithdrawAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Withdraw, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Withdraw) is { } refusal) return refusal;
        if (Reasoned.Optional(reason) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            request.EndedBy(Verb.Withdraw), Transitions.Entry(request, Verb.Withdraw, text: Reasoned.Of(reason)));
    }

    /// <summary>The applicant was asked for changes, and said nothing.</summary>
    public static Decision<AssistanceRequest>.Moved Lapsed(AssistanceRequest request) => new(request.EndedBy(Verb.Withdraw), Transitions.Entry(request, Verb.Withdraw));
}
