using Alliance.Notifications.Telling;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Reading;

/// <summary><c>GET /api/inbox/unread</c>: how many of the caller's entries are unread. A walk of an index, so that every page may ask.</summary>
internal static class CountUnread
{
    public static void MapCountUnread(this IEndpointRouteBuilder app) => app.MapGet("/api/inbox/unread", Handle).WithName("CountUnread").Produces<UnreadCount>();

    private static async Task<IResult> Handle(Caller caller, HttpContext http, Store<Notice> notices, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new UnreadCount(await notices.Count(Notice.UnreadOf, caller.PersonId.ToString(), StreamUnread.CountAtMost, ct)));
    }
}
