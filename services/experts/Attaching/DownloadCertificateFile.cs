using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

/// <summary>GET …/files/{fileId}: the paper of a certificate, for its expert and for coordinators, of whom it is recorded as of the profile itself.</summary>
internal static class DownloadCertificateFile
{
    public static async Task<IResult> Handle(
        Guid id, Guid fileId, HttpContext http, Caller caller, Store<Expert> store, Store<ProfileReading> readings, FileChunks files, TimeProvider clock, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !caller.MaySee(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!caller.ReadsWhole(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        if (read.Value.Files.FirstOrDefault(f => f.Id == fileId) is not { } file) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        await GetExpert.Record(read, caller, readings, clock, ct);
        return SendFile.Of(http, files, file.Id, file.Name, file.Kind, file.Length, file.Sha256, ct);
    }
}
