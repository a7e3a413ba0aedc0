using System.Globalization;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Alliance.Shared.Receiving;

/// <summary>The bytes of a stored file, to be saved and never shown here.</summary>
public static class SendFile
{
    /// <param name="kind">A code of <see cref="FileKinds"/>.</param>
    /// <param name="length">Bytes.</param>
    public static IResult Of(HttpContext http, FileChunks files, Guid id, string? name, string kind, long length, string sha256, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(files);
        var disposition = new ContentDispositionHeaderValue("attachment");
        // Twice: in letters every reader knows, and as it is.
        disposition.SetHttpFileName(name);
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "no-store";
        headers.ContentLength = length;
        headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{sha256}\"");
        return TypedResults.Stream(body => files.CopyTo(id, body, ct), FileKinds.ByCode(kind).MediaType);
    }
}
