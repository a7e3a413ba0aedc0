using System.Globalization;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Reading;

/// <summary><c>GET /api/inbox</c>: the caller's own entries, newest first, in the language of the call.</summary>
internal static class ListInbox
{
    public static void MapListInbox(this IEndpointRouteBuilder app) => app.MapGet("/api/inbox", Handle).WithName("ListInbox").Produces<InboxPage>();

    private static async Task<IResult> Handle(Caller caller, Store<Notice> notices, CancellationToken ct, bool unread = false, string? cursor = null, int limit = Paging.Usual)
    {
        if (Paging.Fault(limit) is { } fault) return Answers.ToHttp(fault);
        var mine = new Where<Notice>(unread ? Notice.UnreadOf : Notice.OfPerson, caller.PersonId.ToString());
        var page = await notices.List(new Query<Notice>([mine], Notice.ByTime, Cursor: cursor, Limit: limit), ct);
        return TypedResults.Ok(new InboxPage([.. page.Items.Select(InboxEntry.Of)], page.Next));
    }
}

/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record InboxPage(IReadOnlyList<InboxEntry> Items, string? Next);

/// <param name="Event">What happened, together with the subject's kind: <c>receipt</c>, <c>returned</c>, <c>invited</c> … (<see cref="WhoIsTold.Table"/>).</param>
/// <param name="Text">Plain; each line is a paragraph: what happened, what to do next.</param>
/// <param name="ReadAt">Absent while unread.</param>
internal sealed record InboxEntry(Guid Id, string Event, string Title, string Text, Subject Subject, DateTimeOffset At, DateTimeOffset? ReadAt)
{
    public static InboxEntry Of(Stored<Notice> stored)
    {
        var notice = stored.Value;
        var language = Languages.Best(CultureInfo.CurrentUICulture.Name);
        return new InboxEntry(
            stored.Id, notice.Event, Texts.Title(notice.Story(), language), Texts.Text(notice.Story(), language), notice.Subject, notice.At, notice.ReadAt);
    }
}
