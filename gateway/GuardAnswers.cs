using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;

namespace Alliance.Gateway;

/// <summary>What every answer carries, errors and forwarded ones too. Set, never appended: a service cannot weaken it.</summary>
internal static class GuardAnswers
{
    /// <summary>The trace a problem names, on every answer: what a person gives to those who help.</summary>
    public const string TraceHeader = "X-Trace-Id";

    /// <summary>Answers are data: nothing in them may load, run or be framed.</summary>
    private const string StrictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseGuardedAnswers(this WebApplication app) => app.Use((http, next) =>
    {
        // Taken now: when the answer starts, the current activity may be another's.
        var activity = Activity.Current;
        var traceId = activity?.TraceId.ToHexString();
        // Baggage a caller sent would go on to the services with this activity, whatever happens to its header.
        foreach (var (key, _) in activity?.Baggage.ToArray() ?? []) activity!.SetBaggage(key, null);
        http.Response.OnStarting(() =>
        {
            Guard(http, traceId);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static void Guard(HttpContext http, string? traceId)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = http.Items[ServeDescription.PolicyItem] as string ?? StrictPolicy;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (traceId is not null) headers[TraceHeader] = traceId;
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest || IsPersonal(http)) headers.CacheControl = "no-store";
    }

    private static bool IsPersonal(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
}
