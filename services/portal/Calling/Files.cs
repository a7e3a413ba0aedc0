using System.Net.Http.Headers;

namespace Alliance.Portal.Calling;

/// <summary>Files of a request or a profile, passed on piece by piece in both directions, for the person whose page it is.</summary>
internal sealed class Files(HttpClient http)
{
    /// <returns>Null: it is attached.</returns>
    public Task<Refused?> Attach(Guid request, string name, string key, Stream content, CancellationToken ct) =>
        Send($"/api/requests/{request}/attachments", name, content, "Idempotency-Key", key, ct);

    /// <param name="tag">Of the revision in which the certificate stands in this place.</param>
    /// <returns>As above.</returns>
    public Task<Refused?> AttachToCertificate(Guid expert, int place, string name, string tag, Stream content, CancellationToken ct) =>
        Send($"/api/experts/{expert}/certificates/{place}/file", name, content, "If-Match", tag, ct);

    private async Task<Refused?> Send(string path, string name, Stream content, string header, string value, CancellationToken ct)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(content) };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        call.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        call.Headers.TryAddWithoutValidation(header, value);
        try
        {
            using var answer = await http.SendAsync(call, ct);
            return answer.IsSuccessStatusCode ? null : Refused.Of((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (HttpRequestException)
        {
            return Refused.Away;
        }
    }

    /// <summary>Its body is still to come.</summary>
    public Task<HttpResponseMessage> Read(Guid request, Guid file, CancellationToken ct) =>
        http.GetAsync(new Uri($"/api/requests/{request}/attachments/{file}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);

    /// <summary>Likewise.</summary>
    public Task<HttpResponseMessage> ReadOfExpert(Guid expert, Guid file, CancellationToken ct) =>
        http.GetAsync(new Uri($"/api/experts/{expert}/files/{file}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
}
