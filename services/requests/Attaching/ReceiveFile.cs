using Alliance.Shared.Http;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>What came of a body: a file that is stored and was looked through, or why not. <see cref="Attachment.By"/> and time are still to be said.</summary>
internal sealed record Received(Attachment? File, Refusal? Refusal);

/// <summary>
/// Takes a file in: into the storage piece by piece, then looked through, then scanned. It belongs to nobody until its request names it; whatever
/// ends before that leaves nothing behind, at once or by the sweep of <see cref="Upload"/>.
/// </summary>
internal sealed class ReceiveFile(AttachingSettings settings, Store<Upload> uploads, FileChunks files, ReceiveBody body, ClamAv scanner, TimeProvider time)
{
    /// <summary>Bytes; as the gateway's routes of attachments.</summary>
    private const long MostPassedOn = 32 * 1024 * 1024;

    public AttachingSettings Settings => settings;

    /// <param name="sent">The file that came under the same key before: it has its room.</param>
    public async Task<Received> From(HttpContext http, Stored<AssistanceRequest> request, string name, Attachment? sent, CancellationToken ct)
    {
        if (FileKinds.Of(name) is not { } kind) return Not("file-type", string.Join(", ", FileKinds.Taken(scanner.IsThere)));
        if (kind.NeedsScan && !scanner.IsThere) return Not("file-unscanned", string.Join(", ", FileKinds.Taken(scanned: false)));
        var room = Math.Max(AttachFile.Room(request.Value, settings), sent?.Length ?? 0);
        var most = Math.Min(settings.FileBytes, room);
        // Said at once where it is known beforehand: nobody sends 200 MB to be told so then.
        if (http.Request.ContentLength > most) return TooLarge(room);

        var id = Guid.CreateVersion7(time.GetUtcNow());
        await uploads.Create(id, new Upload(request.Id, time.GetUtcNow() + settings.SweepAfter), Guid.Empty, [], ct);
        Received? received = null;
        try
        {
            var taken = await body.Take(http, id, kind, most, settings.UploadWithin, ct);
            received = taken switch
            {
                { TooLong: true } => TooLarge(room),
                { File: { } stored } => new Received(new Attachment(id, name, kind.Code, stored.Length, stored.Sha256, Guid.Empty, default), null),
                _ => new Received(null, taken.Refusal)
            };
            return received;
        }
        finally
        {
            if (received?.File is null) await End(id, keep: false);
        }
    }

    /// <summary>What of a body is still to come.</summary>
    public Task Rest(HttpContext http, CancellationToken ct) => ReceiveBody.Rest(http, MostPassedOn, settings.UploadWithin, ct);

    /// <summary>The file is attached now, or nobody wants it.</summary>
    public async Task End(Guid id, bool keep)
    {
        // Whoever sent it may have gone: that is no reason to leave it lying.
        if (!keep) await files.Delete(id, CancellationToken.None);
        if (await uploads.Find(id, CancellationToken.None) is { } upload) await uploads.Save(upload, upload.Value with { SweepAt = null }, Guid.Empty, [], CancellationToken.None);
    }

    private Received TooLarge(long room) => room < settings.FileBytes
        ? new Received(null, AttachFile.Full(settings))
        : new Received(null, new Refusal(RefusalKind.TooLarge, "file-refused", new FieldFault("file", "file-too-large", settings.FileMegabytes)));

    private static Received Not(string code, params object[] args) => new(null, Taken.Not(code, args));
}
