using System.Net.Http.Headers;

namespace Alliance.Portal.Calling;

/// <summary>Files of a request, passed on piece by piece in both directions, for the person whose page it is.</summary>
internal sealed class Files(HttpClient http)
{
    /// <returns>Null: it is attached.</returns>
    public async Task<Refused?> Attach(Guid request, string name, string key, Stream content, CancellationToken ct)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/requests/{request}/attachments") { Content = new StreamContent(content) };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        call.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        call.Headers.Add("Idempotency-Key", key);
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
}
