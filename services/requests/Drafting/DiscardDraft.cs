using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>POST …/discard: the applicant's team drops a draft that was never submitted. Its content is gone; that it was, stays.</summary>
internal static class DiscardDraft
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, Verb.Discard, reader.Caller, reader.MaySee, read => Decide(read.Value, reader.Caller, now), ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Discard) is { } refusal) return refusal;
        return new Decision<AssistanceRequest>.Moved(
            request with { Status = Transitions.Target(request, Verb.Discard), Content = RequestContent.Empty, Translations = [], Attachments = [.. request.Attachments.Select(a => a.Removed(now))] },
            Transitions.Entry(request, Verb.Discard));
    }
}
