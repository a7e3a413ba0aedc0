using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Alliance.Shared.Http;

/// <summary>Bodies are UTF-8 and not compressed; another charset or encoding is 415 before anything reads the body.</summary>
internal static class Utf8Only
{
    public static void UseUtf8Only(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Request.Headers;
        var type = MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var parsed) ? parsed : null;
        if (type is { Charset.Length: > 0 } && HeaderUtilities.RemoveQuotes(type.Charset).Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
        {
            // Quoted is legal, but not to the framework's reader.
            headers.ContentType = type.MediaType.ToString();
            type.Charset = null;
        }
        if (type?.Parameters.Any(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)) == true || headers.ContentEncoding.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }
        return next(http);
    });
}
