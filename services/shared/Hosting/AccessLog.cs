using System.Diagnostics;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Hosting;

/// <summary>One line per answered call: the route's pattern instead of its address, since a query can hold a name.</summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Alliance.Access");
        app.Use(async (http, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            await next(http);
            if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var (caller, method) = (Caller.Of(http), MethodOf(http.Request));
            log.Answered(method, route ?? "(none)", http.Response.StatusCode, milliseconds, caller?.PersonId, caller?.ViaClient);
        });
    }

    /// <summary>For a log: anybody may write anything in the place of a method.</summary>
    public static string MethodOf(HttpRequest request) => request.Method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" or "TRACE" ? request.Method : "(other)";

    [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms for {PersonId} via {ClientId}")]
    private static partial void Answered(this ILogger logger, string method, string route, int status, double milliseconds, Guid? personId, string? clientId);
}
