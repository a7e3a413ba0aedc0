using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

/// <summary>
/// POST …/certificates/{place}/file: the expert adds the paper of the certificate that stands in this place (0, 1 …) of the revision that was read; another one takes the place of the
/// one before. The body is the file itself; its name stands in Content-Disposition. It is taken off by saving the profile without it.
/// </summary>
internal static class AttachCertificateFile
{
    public static async Task<IResult> Handle(
        Guid id, int place, HttpContext http, IfMatch ifMatch, Caller caller, Store<Expert> store, ReceiveCertificate receive, CancellationToken ct)
    {
        var answer = await Take(id, place, http, ifMatch, caller, store, receive, ct);
        await ReceiveCertificate.Rest(http, ct);
        return answer;
    }

    private static async Task<IResult> Take(
        Guid id, int place, HttpContext http, IfMatch ifMatch, Caller caller, Store<Expert> store, ReceiveCertificate receive, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        // What cannot be is said before anything is taken in: by the same way as a verb says it.
        if (read is null || ifMatch.Revision != read.Revision || Refuse(read.Value, place, caller) is not null) return Answers.ToHttp(await Save(null), d => ExpertView.Of(d, caller));
        var (name, unnamed) = FileName.Of(http.Request.Headers.ContentDisposition);
        if (name is null) return Answers.ToHttp(unnamed!);

        var received = await receive.From(http, id, name, CertificateFiles.Room(read.Value, place), ct);
        if (received.Refusal is { } not)
        {
            if (not.Kind == RefusalKind.Unavailable) http.Response.Headers.RetryAfter = "30";
            return Answers.ToHttp(not);
        }
        var outcome = await Save(received.File);
        await receive.End(received.File!.Id, keep: outcome is Outcome<Expert>.Done done && done.Document.Value.Files.Any(f => f.Id == received.File.Id));
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));

        Task<Outcome<Expert>> Save(CertificateFile? file) =>
            Verbs.Apply(store, id, ifMatch, CertificateFiles.Attach, caller, d => caller.MaySee(d.Value), d => Decide(d.Value, place, file, caller), ct);
    }

    /// <summary>Null: this caller may add one there now, as far as can be said before the file is there.</summary>
    public static Refusal? Refuse(Expert expert, int place, Caller caller)
    {
        if (!caller.Acts(ExpertBy.Owner, expert)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (expert.Status is ExpertStatus.PendingVerification or ExpertStatus.Suspended or ExpertStatus.Erased) return new Refusal(RefusalKind.Conflict, "wrong-state");
        return place >= 0 && place < expert.Profile.Certificates.Count ? null : new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("place", "unknown-id"));
    }

    public static Decision<Expert> Decide(Expert expert, int place, CertificateFile? file, Caller caller)
    {
        if (Refuse(expert, place, caller) is { } refusal) return refusal;
        if (file is null) return new Refusal(RefusalKind.Unprocessable, "file-refused", new FieldFault("file", "file-empty"));
        Certificate[] certificates = [.. expert.Profile.Certificates];
        certificates[place] = certificates[place] with { File = file.Id };
        var (next, removed) = CertificateFiles.Kept(expert with { Profile = expert.Profile with { Certificates = certificates }, Files = [.. expert.Files, file] });
        return new Decision<Expert>.Moved(next, [.. removed, CertificateFiles.Entry(expert, CertificateFiles.Attach, file)]);
    }
}
