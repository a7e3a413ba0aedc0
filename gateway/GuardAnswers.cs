using System.Diagnostics;
using Alliance.Gateway.SigningIn;
using Microsoft.AspNetCore.Authorization;
using Yarp.ReverseProxy.Model;

namespace Alliance.Gateway;

/// <summary>What every answer carries, errors and forwarded ones too. Set, never appended: a service cannot weaken it.</summary>
internal static class GuardAnswers
{
    /// <summary>The trace a problem names, on every answer: what a person gives to those who help.</summary>
    public const string TraceHeader = "X-Trace-Id";

    /// <summary>Answers are data: nothing in them may load, run or be framed.</summary>
    private const string StrictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Of what somebody attached: to be saved; shown all the same, it is nobody's page and runs nothing.</summary>
    private const string FilePolicy = "default-src 'none'; sandbox";

    /// <summary>Of pages: what they need is ours, and written in files.</summary>
    private const string PagesPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseGuardedAnswers(this WebApplication app)
    {
        // Whoever ends TLS before this process, the browser came by the public address.
        var secure = app.Services.GetRequiredService<SessionSettings>().Public.Scheme == Uri.UriSchemeHttps;
        app.Use((http, next) => Begin(http, next, secure));
    }

    private static Task Begin(HttpContext http, RequestDelegate next, bool secure)
    {
        // Taken now: when the answer starts, the current activity may be another's.
        var activity = Activity.Current;
        var traceId = activity?.TraceId.ToHexString();
        // Baggage a caller sent would go on to the services with this activity, whatever happens to its header.
        foreach (var (key, _) in activity?.Baggage.ToArray() ?? []) activity!.SetBaggage(key, null);
        http.Response.OnStarting(() =>
        {
            Guard(http, traceId, secure);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Guard(HttpContext http, string? traceId, bool secure)
    {
        var headers = http.Response.Headers;
        var pages = ArePages(http);
        headers.XContentTypeOptions = "nosniff";
        // Without any a browser would say Origin: null with the forms of our own pages.
        headers["Referrer-Policy"] = pages && !GuardLinks.IsSigned(http) ? "same-origin" : "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = http.Items[ServeDescription.PolicyItem] as string ?? (IsFile(headers) ? FilePolicy : pages ? PagesPolicy : StrictPolicy);
        if (secure || http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (traceId is not null) headers[TraceHeader] = traceId;
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest || IsPersonal(http, pages)) headers.CacheControl = "no-store";
    }

    private static bool IsFile(IHeaderDictionary headers) => headers.ContentDisposition.ToString().StartsWith("attachment", StringComparison.OrdinalIgnoreCase);

    private static bool ArePages(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.ContainsKey(PassCookies.CookiesMetadata) == true;

    /// <summary>A page is written for who looks at it; its style sheet is not.</summary>
    private static bool IsPersonal(HttpContext http, bool pages) => pages
        ? http.Response.ContentType?.StartsWith("text/css", StringComparison.OrdinalIgnoreCase) != true && !IsAsset(http.Request.Path)
        : http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null || http.Request.Path.StartsWithSegments("/sign-in") || http.Request.Path.StartsWithSegments("/sign-out");

    private static bool IsAsset(PathString path) => path.StartsWithSegments("/assets");
}
