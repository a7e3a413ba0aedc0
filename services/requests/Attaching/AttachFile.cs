using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>
/// POST …/attachments: the applicant's team adds a file, while the request is theirs to write and as long as it is open. The body is the file itself, so
/// that no more than a piece of it is ever in memory; its name stands in Content-Disposition. The answer 201 means: on disk, looked through, clean.
/// </summary>
internal static class AttachFile
{
    /// <summary>Of the history; in no state does it lead anywhere.</summary>
    public const string Verb = "attach";

    private const int Tries = 10;

    /// <summary>Removed ones too: what can be added and removed for ever makes a document that grows for ever.</summary>
    private const int MostEntries = 200;

    public static async Task<IResult> Handle(
        Guid id, HttpContext http, IdempotencyKey key, Reader reader, Store<AssistanceRequest> requests, ReceiveFile receive, People people, TimeProvider clock,
        CancellationToken ct)
    {
        var answer = await Take(id, http, key, reader, requests, receive, people, clock, ct);
        await receive.Rest(http, ct);
        return answer;
    }

    private static async Task<IResult> Take(
        Guid id, HttpContext http, IdempotencyKey key, Reader reader, Store<AssistanceRequest> requests, ReceiveFile receive, People people, TimeProvider clock,
        CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        // A file that is there already takes no room a second time: whoever heard no answer to the last that fitted sends it once more.
        var sent = key.Fault() is null && reader.Caller.Acts(By.Editor, read.Value.OrganisationId) ? Earlier(read.Value, key.Value, reader.Caller) : null;
        if (sent is null && Refuse(read.Value, reader.Caller, receive.Settings) is { } refusal) return Answers.ToHttp(refusal);
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        var (name, unnamed) = FileName.Of(http.Request.Headers.ContentDisposition);
        if (name is null) return Answers.ToHttp(unnamed!);

        var received = await receive.From(http, read, name, sent, ct);
        if (received.Refusal is { } not)
        {
            if (not.Kind == RefusalKind.Unavailable) http.Response.Headers.RetryAfter = "30";
            return Answers.ToHttp(not);
        }
        var outcome = await Attach(id, received.File! with { By = reader.Caller.PersonId, At = clock.GetUtcNow(), Key = key.Value }, reader, requests, receive.Settings, ct);
        // Not taken, or a repeat of one that was: these bytes are nobody's.
        await receive.End(received.File!.Id, keep: outcome is Outcome<AssistanceRequest>.Created made && made.Document.Value.Attachments.Any(a => a.Id == received.File.Id));
        var names = await people.Find([reader.Caller.PersonId], ct);
        return Answers.ToHttp(outcome, d => AttachmentView.Of(Attached(d.Value, received.File!, key.Value, reader.Caller), names), d => $"/api/requests/{id}/attachments/{Attached(d.Value, received.File!, key.Value, reader.Caller).Id}");
    }

    /// <summary>Null: this caller may attach to it now, as far as can be said before the file is there.</summary>
    public static Refusal? Refuse(AssistanceRequest request, Caller caller, AttachingSettings settings)
    {
        if (!caller.Acts(By.Editor, request.OrganisationId)) return Conversation.Refuse(request, caller);
        if (request.Status != RequestStatus.Draft && !RequestStatuses.Open.Contains(request.Status)) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (request.Attachments.Count(a => a.TakesRoom) >= settings.Files || request.Attachments.Count >= MostEntries)
            return new Refusal(RefusalKind.Conflict, "file-refused", new FieldFault("file", "file-count", settings.Files));
        return null;
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Attachment file, Caller caller, AttachingSettings settings)
    {
        if (Earlier(request, file.Key, caller) is { } earlier)
        {
            return earlier.Sha256 == file.Sha256 && earlier.IsThere
                ? new Decision<AssistanceRequest>.AlreadyDone()
                : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
        }
        if (Refuse(request, caller, settings) is { } refusal) return refusal;
        if (Room(request, settings) < file.Length) return Full(settings);
        var status = request.Status.Wire();
        return new Decision<AssistanceRequest>.Moved(request with { Attachments = [.. request.Attachments, file] }, new Step(Verb, status, status, file.Code));
    }

    /// <summary>Bytes that one more file may have.</summary>
    public static long Room(AssistanceRequest request, AttachingSettings settings) => Math.Max(0, settings.RequestBytes - request.Attachments.Where(a => a.TakesRoom).Sum(a => a.Length));

    public static Refusal Full(AttachingSettings settings) => new(RefusalKind.Conflict, "file-refused", new FieldFault("file", "file-quota", settings.RequestMegabytes));

    /// <summary>Files do not get in each other's way, and not in the way of who writes meanwhile: decided anew upon what is there now.</summary>
    private static async Task<Outcome<AssistanceRequest>> Attach(
        Guid id, Attachment file, Reader reader, Store<AssistanceRequest> requests, AttachingSettings settings, CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return new Refusal(RefusalKind.Unknown, "unknown");
            switch (Decide(read.Value, file, reader.Caller, settings))
            {
                case Decision<AssistanceRequest>.Refused refused: return refused.Why;
                case Decision<AssistanceRequest>.AlreadyDone: return new Outcome<AssistanceRequest>.Created(read);
                case Decision<AssistanceRequest>.Moved moved:
                    if (await requests.Save(read, moved.Next, reader.Caller.PersonId, moved.Steps, ct) is SaveResult<AssistanceRequest>.Saved saved)
                        return new Outcome<AssistanceRequest>.Created(saved.Document);
                    break;
            }
        }
        return new Refusal(RefusalKind.Stale, "stale");
    }

    private static Attachment? Earlier(AssistanceRequest request, string? key, Caller caller) =>
        key is null ? null : request.Attachments.FirstOrDefault(a => a.Key == key && a.By == caller.PersonId);

    private static Attachment Attached(AssistanceRequest request, Attachment file, string? key, Caller caller) =>
        request.Attachments.FirstOrDefault(a => a.Id == file.Id) ?? Earlier(request, key, caller)!;
}
