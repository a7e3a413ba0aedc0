using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Alliance.Portal.Drafting;

/// <summary>A form with one file, read piece by piece: its small fields stand before the file, whose bytes are still to come.</summary>
/// <param name="Content">Null: no file was chosen.</param>
internal sealed record PostedFile(IReadOnlyDictionary<string, string> Fields, string? Name, Stream? Content)
{
    /// <summary>Above the greatest file, with room for the fields; the gateway says the same of this route.</summary>
    private const long LongestBody = 33_619_968;

    private const int MostFields = 10, LongestField = 4_096;

    /// <summary>Null: it is no such form, or not one of our own pages'.</summary>
    public static async Task<PostedFile?> Of(HttpContext http, IAntiforgery forgery, string forgeryField, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
            return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LongestBody;
        var reader = new MultipartReader(boundary.Value!, http.Request.Body);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        Stream? content = null;
        while (fields.Count < MostFields && content is null && await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                // Without a name nothing was chosen.
                if (file.FileName.Length == 0 || file.FileStream is null) break;
                (name, content) = (file.FileName, file.FileStream);
            }
            else if (section.AsFormDataSection() is { } field) fields[field.Name] = await Short(field.Section.Body, ct);
            else return null;
        }
        // Where the framework looks before it would read the whole form for it.
        http.Request.Headers["RequestVerificationToken"] = fields.GetValueOrDefault(forgeryField);
        return await forgery.IsRequestValidAsync(http) ? new PostedFile(fields, name, content) : null;
    }

    /// <summary>A browser that is answered before it has sent all sees a broken line in place of the answer.</summary>
    public async Task LetArrive(CancellationToken ct)
    {
        if (Content is not null) await Content.CopyToAsync(Stream.Null, ct);
    }

    private static async Task<string> Short(Stream body, CancellationToken ct)
    {
        var bytes = new byte[LongestField];
        var length = await body.ReadAtLeastAsync(bytes, LongestField, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }
}
