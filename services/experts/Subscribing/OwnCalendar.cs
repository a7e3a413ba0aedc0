using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Subscribing;

/// <summary>
/// GET /api/assignments/calendar: whether there is a link. POST: there is a new one, said this once, and the one of before is worth nothing. POST …/end: there is none.
/// For experts, about themselves alone; no program makes a right that outlives it.
/// </summary>
internal static class OwnCalendar
{
    public static async Task<IResult> Show(HttpContext http, Caller caller, Store<CalendarFeed> feeds, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Refuse(caller) is { } refusal ? Answers.ToHttp(refusal) : TypedResults.Ok(new CalendarFeedView((await feeds.Find(caller.PersonId, ct))?.Value.MadeAt));
    }

    public static async Task<IResult> Make(HttpContext http, Caller caller, Store<CalendarFeed> feeds, SignedLinks links, TimeProvider clock, CancellationToken ct)
    {
        if (Refuse(caller) is { } refusal) return Answers.ToHttp(refusal);
        var feed = await Save(caller.PersonId, before => CalendarFeed.Renewed(before, Milliseconds(clock.GetUtcNow())), feeds, ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CalendarFeedView(feed.MadeAt, await links.Issue(LinkPurpose.Calendar, caller.PersonId, caller.PersonId, feed.Until!.Value, ct)));
    }

    public static async Task<IResult> End(HttpContext http, Caller caller, Store<CalendarFeed> feeds, CancellationToken ct)
    {
        if (Refuse(caller) is { } refusal) return Answers.ToHttp(refusal);
        await Drop(caller.PersonId, feeds, ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CalendarFeedView(null));
    }

    /// <summary>Also when the person is erased. Nothing happens where there is none.</summary>
    public static async Task Drop(Guid personId, Store<CalendarFeed> feeds, CancellationToken ct)
    {
        if (await feeds.Find(personId, ct) is { Value.MadeAt: not null }) await Save(personId, _ => CalendarFeed.None, feeds, ct);
    }

    private static Refusal? Refuse(Caller caller)
    {
        if (!caller.Has(Roles.Expert)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        return caller.ViaClient is null ? null : new Refusal(RefusalKind.Forbidden, "not-by-client");
    }

    /// <summary>Two at once: each makes one, and the later of them counts.</summary>
    private static async Task<CalendarFeed> Save(Guid personId, Func<CalendarFeed?, CalendarFeed> decide, Store<CalendarFeed> feeds, CancellationToken ct)
    {
        while (true)
        {
            var read = await feeds.Find(personId, ct);
            var next = decide(read?.Value);
            var saved = read is null ? await feeds.Create(personId, next, personId, [], ct) : await feeds.Save(read, next, personId, [], ct);
            if (saved is SaveResult<CalendarFeed>.Saved) return next;
        }
    }

    /// <summary>As the stores keep a time: the end is compared.</summary>
    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
