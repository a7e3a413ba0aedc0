using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>POST …/attachments/{fileId}/remove: the applicant's team, while the request is theirs to write. What was handed in stays. The bytes go; that it was, stays.</summary>
internal static class RemoveAttachment
{
    /// <summary>Of the history.</summary>
    public const string Verb = "remove";

    public static async Task<IResult> Handle(
        Guid id, Guid fileId, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, Verb, reader.Caller, reader.MaySee, read => Decide(read.Value, fileId, reader.Caller, now), ct,
            entry => entry.Code?.EndsWith($"/{fileId}", StringComparison.Ordinal) == true);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Refusal? Refuse(AssistanceRequest request, Caller caller)
    {
        if (!caller.Acts(By.Editor, request.OrganisationId)) return Conversation.Refuse(request, caller);
        return request.Status is RequestStatus.Draft or RequestStatus.ChangesRequested ? null : new Refusal(RefusalKind.Conflict, "wrong-state");
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Guid fileId, Caller caller, DateTimeOffset now)
    {
        if (Refuse(request, caller) is { } refusal) return refusal;
        if (request.Attachments.FirstOrDefault(a => a.Id == fileId) is not { } file) return new Refusal(RefusalKind.Unknown, "unknown");
        if (!file.IsThere) return new Decision<AssistanceRequest>.AlreadyDone();
        var status = request.Status.Wire();
        return new Decision<AssistanceRequest>.Moved(
            request with { Attachments = [.. request.Attachments.Select(a => a.Id == fileId ? a.Removed(now) : a)] }, new Step(Verb, status, status, file.Code));
    }

    /// <summary>Follows from the entry, and again until it is marked: a crash leaves no bytes of what was removed or discarded, and takes none from the closed request that has them.</summary>
    public static async Task DropRemoved(Stored<AssistanceRequest> request, HistoryEntry entry, FileChunks files, CancellationToken ct)
    {
        if (entry.Verb is not (Verb or Requests.Verb.Discard)) return;
        foreach (var removed in request.Value.Attachments.Where(a => a is { IsThere: false, Borrowed: false })) await files.Delete(removed.Id, ct);
    }
}
