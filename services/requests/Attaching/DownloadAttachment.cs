using System.Globalization;
using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.Net.Http.Headers;

namespace Alliance.Requests.Attaching;

/// <summary>GET …/attachments/{fileId}: the bytes, to be saved and never shown here.</summary>
internal static class DownloadAttachment
{
    public static async Task<IResult> Handle(Guid id, Guid fileId, Reader reader, Store<AssistanceRequest> requests, FileChunks files, HttpContext http, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!Conversation.MayRead(reader.SightOf(read.Value))) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        if (read.Value.Attachments.FirstOrDefault(a => a.Id == fileId && a.IsThere) is not { } file) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));

        var disposition = new ContentDispositionHeaderValue("attachment");
        // Twice: in letters every reader knows, and as it is.
        disposition.SetHttpFileName(file.Name);
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "no-store";
        headers.ContentLength = file.Length;
        headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{file.Sha256}\"");
        return TypedResults.Stream(body => files.CopyTo(fileId, body, ct), FileKinds.ByCode(file.Kind).MediaType);
    }
}
