using Alliance.Notifications.Telling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Reading;

/// <summary>
/// <c>POST /api/inbox/{id}/read</c>: marks one own entry as read. Not a shared document and only ever moved one way, so there is no If-Match;
/// a repeat answers like the first. When somebody reads what is no history: no entry is kept.
/// </summary>
internal static class ReadNotice
{
    public static void MapReadNotice(this IEndpointRouteBuilder app) => app.MapPost("/api/inbox/{id:guid}/read", Handle).WithName("ReadNotice").Produces<InboxEntry>();

    private static async Task<IResult> Handle(Guid id, Caller caller, Store<Notice> notices, Live live, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            var read = await notices.Find(id, ct);
            if (read is null || read.Value.PersonId != caller.PersonId) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
            if (Decide(read.Value, time.GetUtcNow()) is not { } next) return Answers.Read(read, InboxEntry.Of(read));
            // Stale can only mean that the person's other window marked it a moment ago: the next pass sees so.
            if (await notices.Save(read, next, caller.PersonId, [], ct) is not SaveResult<Notice>.Saved saved) continue;
            live.Changed(caller.PersonId);
            return Answers.Read(saved.Document, InboxEntry.Of(saved.Document));
        }
    }

    /// <returns>Null when it is read already: the first time counts.</returns>
    public static Notice? Decide(Notice notice, DateTimeOffset now) => notice.ReadAt is null ? notice with { ReadAt = now } : null;
}
