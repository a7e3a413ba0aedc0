using Alliance.Shared.Http;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

/// <summary>What came of a body: a file that is stored and was looked through, or why not.</summary>
internal sealed record Received(CertificateFile? File, Refusal? Refusal);

/// <summary>Takes the file of a certificate in. It belongs to nobody until its profile has it; whatever ends before that leaves nothing behind, at once or by the sweep of <see cref="CertificateUpload"/>.</summary>
internal sealed class ReceiveCertificate(Store<CertificateUpload> uploads, FileChunks files, ReceiveBody body, TimeProvider time)
{
    /// <summary>From its first byte until it is looked through.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(4);

    /// <summary>Longer than any upload takes.</summary>
    private static readonly TimeSpan SweepAfter = TimeSpan.FromHours(1);

    /// <summary>Bytes; as the gateway's route.</summary>
    private const long MostPassedOn = 6 * 1024 * 1024;

    /// <param name="room">Bytes that are left for it.</param>
    public async Task<Received> From(HttpContext http, Guid expertId, string name, long room, CancellationToken ct)
    {
        if (FileKinds.Of(name) is not { } kind || !CertificateFiles.Kinds.Contains(kind.Code)) return new Received(null, Taken.Not("file-type", string.Join(", ", CertificateFiles.Kinds)));
        var most = Math.Min(CertificateFiles.FileBytes, room);
        if (http.Request.ContentLength > most) return TooLarge(room);

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await uploads.Create(id, new CertificateUpload(expertId, now + SweepAfter), Guid.Empty, [], ct);
        Received? received = null;
        try
        {
            var taken = await body.Take(http, id, kind, most, Within, ct);
            received = taken switch
            {
                { TooLong: true } => TooLarge(room),
                { File: { } stored } => new Received(new CertificateFile(id, name, kind.Code, stored.Length, stored.Sha256, now), null),
                _ => new Received(null, taken.Refusal)
            };
            return received;
        }
        finally
        {
            if (received?.File is null) await End(id, keep: false);
        }
    }

    public static Task Rest(HttpContext http, CancellationToken ct) => ReceiveBody.Rest(http, MostPassedOn, Within, ct);

    /// <summary>The profile has the file now, or nobody wants it.</summary>
    public async Task End(Guid id, bool keep)
    {
        // Whoever sent it may have gone: that is no reason to leave it lying.
        if (!keep) await files.Delete(id, CancellationToken.None);
        if (await uploads.Find(id, CancellationToken.None) is { } upload) await uploads.Save(upload, upload.Value with { SweepAt = null }, Guid.Empty, [], CancellationToken.None);
    }

    private static Received TooLarge(long room) => room < CertificateFiles.FileBytes
        ? new Received(null, new Refusal(RefusalKind.Conflict, "file-refused", new FieldFault("file", "file-quota", CertificateFiles.ProfileMegabytes)))
        : new Received(null, new Refusal(RefusalKind.TooLarge, "file-refused", new FieldFault("file", "file-too-large", CertificateFiles.FileMegabytes)));
}
