using Alliance.Gateway.KeepingSessions;
using Microsoft.AspNetCore.RateLimiting;

namespace Alliance.Gateway;

/// <summary>A stream that a session opened ends with it: the service checked the token when the stream began, and not since.</summary>
internal static class CutStreams
{
    /// <summary>With what a session is remembered (20 s at most), well within half a minute after its end.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    public static bool IsStream(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == LimitCalls.StreamPolicy;

    public static void UseStreamCuts(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (SessionHandler.Of(http) is not { } session || !IsStream(http))
        {
            await next(http);
            return;
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var watching = Watch(http, session.KeyHash, over.Token);
        try
        {
            await next(http);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    });

    private static async Task Watch(HttpContext http, string keyHash, CancellationToken over)
    {
        var refresh = http.RequestServices.GetRequiredService<RefreshTokens>();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        try
        {
            do await Task.Delay(LookEvery, time, over);
            while (await refresh.Ensure(keyHash, inUse: false, over) is { Session: not null } or { Away: true });
            http.Abort();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The stream ended by itself.
        }
#pragma warning disable CA1031 // Whether the session still stands cannot be said: the browser comes back and is asked again.
        catch (Exception)
#pragma warning restore CA1031
        {
            http.Abort();
        }
    }
}
