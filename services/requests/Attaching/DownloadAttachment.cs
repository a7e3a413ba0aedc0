using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>GET …/attachments/{fileId}: the bytes, to be saved and never shown here.</summary>
internal static class DownloadAttachment
{
    public static async Task<IResult> Handle(Guid id, Guid fileId, Reader reader, Store<AssistanceRequest> requests, FileChunks files, HttpContext http, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!Conversation.MayRead(reader.SightOf(read.Value))) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        if (read.Value.Attachments.FirstOrDefault(a => a.Id == fileId && a.IsThere) is not { } file) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        return SendFile.Of(http, files, fileId, file.Name, file.Kind, file.Length, file.Sha256, ct);
    }
}
