using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Handling;

/// <summary>POST …/hand-over: a lead coordinator gives an open request to another coordinator.</summary>
internal static class HandOverAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Handover? handover, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.HandOver, reader.Caller, reader.MaySee, read => Decide(read.Value, handover?.PersonId, reader.Caller), ct,
            entry => entry.Code == handover?.PersonId?.ToString());
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Guid? personId, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.HandOver) is { } refusal) return refusal;
        if (personId is not { } owner || owner == Guid.Empty) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "required"));
        if (request.OwnerId == owner) return new Decision<AssistanceRequest>.AlreadyDone();
        // The id stands in the entry, so that the history alone tells who had the request when.
        return new Decision<AssistanceRequest>.Moved(request with { OwnerId = owner }, Transitions.Entry(request, Verb.HandOver, code: owner.ToString()));
    }
}

internal sealed record Handover(Guid? PersonId = null);
