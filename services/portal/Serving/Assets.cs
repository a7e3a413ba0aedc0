using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Alliance.Portal.Serving;

/// <summary>The files of <c>wwwroot</c>, embedded, compressed once at the start as well as Brotli can, and kept by browsers until their content changes.</summary>
internal sealed class Assets
{
    private readonly Dictionary<string, Asset> files = Read().ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>The address of a file, with its content's tag, so that a new one is asked for at once.</summary>
    public string Href(string name) => $"/assets/{name}?v={files[name].Tag}";

    public Asset? Find(string name) => files.GetValueOrDefault(name);

    private static IEnumerable<Asset> Read()
    {
        const string folder = "wwwroot/";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
            yield return new Asset(resource[folder.Length..], tag, content, resource.EndsWith(".woff2", StringComparison.Ordinal) ? null : Compress(content));
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize)) brotli.Write(content);
        return target.ToArray();
    }
}

/// <param name="Compressed">Brotli; null for what is compressed already.</param>
internal sealed record Asset(string Name, string Tag, byte[] Content, byte[]? Compressed)
{
    public string Type => Path.GetExtension(Name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
}

internal static class ServeAssets
{
    /// <summary>Before everything else: a file needs no identity and no language.</summary>
    public static void UseAssets(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<Assets>();
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments("/assets", out var rest) || rest.Value is not ['/', .. var name]) return next(http);
            return assets.Find(name) is { } asset && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) ? Serve(http, asset) : next(http);
        });
    }

    private static Task Serve(HttpContext http, Asset asset)
    {
        var headers = http.Response.Headers;
        // Fonts are named by the style sheet without a tag; they change with the package, once in years.
        headers.CacheControl = http.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=2592000";
        headers.ETag = $"\"{asset.Tag}\"";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Guard.Policy;
        http.Response.ContentType = asset.Type;
        if (http.Request.Headers.IfNoneMatch.ToString() == $"\"{asset.Tag}\"")
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        var body = asset.Content;
        if (asset.Compressed is { } compressed && http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            headers.ContentEncoding = "br";
            body = compressed;
        }
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
