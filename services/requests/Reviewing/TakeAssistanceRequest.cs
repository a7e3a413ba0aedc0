using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reviewing;

/// <summary>POST …/take: a coordinator, not of the applicant, becomes the owner and starts the review.</summary>
internal static class TakeAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(store, id, ifMatch, Verb.Take, reader.Caller, reader.MaySee, read => Decide(read.Value, reader.Caller), ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Take) is { } refusal) return refusal;
        return new Decision<AssistanceRequest>.Moved(
            request with { Status = Transitions.Target(request, Verb.Take), OwnerId = caller.PersonId },
            Transitions.Entry(request, Verb.Take));
    }

    /// <summary>By its topics it is this coordinator's. The id stands in the entry, as when it is handed over.</summary>
    public static Decision<AssistanceRequest>.Moved Routed(AssistanceRequest request, Guid owner) => new(
        request with { Status = Transitions.Target(request, Verb.Take), OwnerId = owner }, Transitions.Entry(request, Verb.Take, code: owner.ToString()));
}
