using Alliance.Shared.Identity;

namespace Alliance.Portal.Serving;

/// <summary>What a page may load and who may frame it: our own files, and nobody. Nothing stands inline.</summary>
internal static class Guard
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Of what somebody attached: to be saved, and no page.</summary>
    private const string FilePolicy = "default-src 'none'; sandbox";

    public static void UseGuard(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = headers.ContentDisposition.ToString().StartsWith("attachment", StringComparison.OrdinalIgnoreCase) ? FilePolicy : Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // A page speaks one of several languages, often to one person: nobody on the way keeps it.
            headers.CacheControl = "no-store";
            // The address of a signed link is told to nobody.
            headers["Referrer-Policy"] = http.Request.Path.StartsWithSegments(SignedLinks.Path) ? "no-referrer" : "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(http);
    });
}
