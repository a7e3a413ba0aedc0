using Alliance.Shared.Hosting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Alliance.Requests.Attaching;

/// <summary>What came of a body: a file that is stored and was looked through, or why not. <see cref="Attachment.By"/> and time are still to be said.</summary>
internal sealed record Received(Attachment? File, Refusal? Refusal);

/// <summary>
/// Takes a file in: into the storage piece by piece, then looked through, then scanned. It belongs to nobody until its request names it; whatever
/// ends before that leaves nothing behind, at once or by the sweep of <see cref="Upload"/>.
/// </summary>
internal sealed class ReceiveFile(AttachingSettings settings, Store<Upload> uploads, FileChunks files, ClamAv scanner, TimeProvider time)
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
        using var inTime = InTime(ct);
        Received? received = null;
        try
        {
            LiftLimit(http);
            var stored = await files.Write(id, new UpTo(http.Request.Body, most + 1), inTime.Token);
            FailPoints.Reach("after-upload");
            received = stored.Length > most ? TooLarge(room) : await Look(id, name, kind, stored, inTime.Token);
            return received;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The file took too long.", StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            if (received?.File is null) await End(id, keep: false);
        }
    }

    /// <summary>
    /// Reads what of a body is still to come, and keeps none of it. Who sends by HTTP/1.1 (the gateway among them) hears no answer before all was sent: cut off, they
    /// would not learn why. What is longer than the gateway passes on is not waited for.
    /// </summary>
    public async Task Rest(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > MostPassedOn) return;
        LiftLimit(http);
        using var inTime = InTime(ct);
        try
        {
            await new UpTo(http.Request.Body, MostPassedOn).CopyToAsync(Stream.Null, inTime.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Who does not send it does not wait for the answer either.
        }
    }

    /// <summary>The file is attached now, or nobody wants it.</summary>
    public async Task End(Guid id, bool keep)
    {
        // Whoever sent it may have gone: that is no reason to leave it lying.
        if (!keep) await files.Delete(id, CancellationToken.None);
        if (await uploads.Find(id, CancellationToken.None) is { } upload) await uploads.Save(upload, upload.Value with { SweepAt = null }, Guid.Empty, [], CancellationToken.None);
    }

    private async Task<Received> Look(Guid id, string name, FileKind kind, StoredFile stored, CancellationToken ct)
    {
        if (stored.Length == 0) return Not("file-empty");
        await using var content = files.Open(id, stored.Length);
        if (await kind.Inspect(content, ct) is { } fault) return Not(fault, kind.Extensions[0]);
        if (scanner.IsThere)
        {
            content.Position = 0;
            switch (await scanner.Scan(id, content, ct))
            {
                case Scanned.Infected: return Not("file-infected");
                case Scanned.Unknown: return new Received(null, new Refusal(RefusalKind.Unavailable, "scanner-away"));
            }
        }
        return new Received(new Attachment(id, name, kind.Code, stored.Length, stored.Sha256, Guid.Empty, default), null);
    }

    private CancellationTokenSource InTime(CancellationToken ct)
    {
        var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(settings.UploadWithin);
        return inTime;
    }

    /// <summary>The limit of all bodies is a small one; here the reading itself stops.</summary>
    private static void LiftLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }

    private Received TooLarge(long room) => room < settings.FileBytes
        ? new Received(null, AttachFile.Full(settings))
        : new Received(null, new Refusal(RefusalKind.TooLarge, "file-refused", new FieldFault("file", "file-too-large", settings.FileMegabytes)));

    private static Received Not(string code, params object[] args) => new(null, new Refusal(RefusalKind.Unprocessable, "file-refused", new FieldFault("file", code, args)));

    /// <summary>Ends after so many bytes, whatever comes after.</summary>
    private sealed class UpTo(Stream body, long most) : Stream
    {
        private long _left = most;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
