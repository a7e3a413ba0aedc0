using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Alliance.Notifications.Telling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Reading;

/// <summary>
/// <c>GET /api/inbox/stream</c>: server-sent events <c>unread</c> with <c>{ "unread": 3 }</c> at connect and at each change, <c>heartbeat</c> in between.
/// </summary>
internal static class StreamUnread
{
    /// <summary>Another copy may have written: how often the store is asked. A count is a walk of an index.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Proxies close what is silent, often after 30 or 60 s.</summary>
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>The token was checked at connect only: the client comes back with a fresh one.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Counted up to here; a badge shows no more.</summary>
    public const int CountAtMost = 1000;

    public static void MapStreamUnread(this IEndpointRouteBuilder app) => app.MapGet("/api/inbox/stream", Handle).WithName("StreamUnread");

    private static IResult Handle(
        HttpContext http, Caller caller, Store<Notice> notices, Live live, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        if (live.Open(caller.PersonId) is not { } watch) return Answers.ToHttp(new Refusal(RefusalKind.TooMany, "status-429"));
        http.Response.RegisterForDispose(watch);
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(end);
        // nginx and its like would hold small events back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Counts(caller.PersonId, watch, notices, time, end.Token));
    }

    private static async IAsyncEnumerable<SseItem<UnreadCount>> Counts(
        Guid personId, Watch watch, Store<Notice> notices, TimeProvider time, [EnumeratorCancellation] CancellationToken end)
    {
        var opened = time.GetTimestamp();
        var saidAt = opened;
        int? said = null;
        while (!end.IsCancellationRequested && time.GetElapsedTime(opened) < Longest)
        {
            if (await Count(personId, notices, end) is not { } count) yield break;
            if (count != said || time.GetElapsedTime(saidAt) >= HeartbeatEvery)
            {
                yield return new SseItem<UnreadCount>(new UnreadCount(count), count == said ? "heartbeat" : "unread");
                (said, saidAt) = (count, time.GetTimestamp());
            }
            if (!await Wait(watch, time, end)) yield break;
        }
    }

    /// <returns>Null at the end of the stream, which is no failure.</returns>
    private static async Task<int?> Count(Guid personId, Store<Notice> notices, CancellationToken end)
    {
        try
        {
            return await notices.Count(Notice.UnreadOf, personId.ToString(), CountAtMost, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> Wait(Watch watch, TimeProvider time, CancellationToken end)
    {
        try
        {
            await watch.Next(LookEvery, time, end);
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <param name="Unread">Unread entries, counted up to 1,000.</param>
internal sealed record UnreadCount(int Unread);
