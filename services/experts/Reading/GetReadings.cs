using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Reading;

/// <summary>GET …/readings: the expert sees which coordinators read the profile, newest first.</summary>
internal static class GetReadings
{
    private const int Most = 100;

    public static async Task<IResult> Handle(Guid id, Caller caller, HttpContext http, Store<Expert> store, Store<ProfileReading> readings, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !caller.MaySee(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (caller.PersonId != read.Value.PersonId) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var page = await readings.List(new Query<ProfileReading>([new(Roster.ReadingsOf, id.ToString())], Roster.ReadAt, Limit: Most), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ReadingList([.. page.Items.Select(r => new ReadingItem(r.Value.ReaderId, r.Value.At))]));
    }
}

internal sealed record ReadingList(IReadOnlyList<ReadingItem> Items);

internal sealed record ReadingItem(Guid ReaderId, DateTimeOffset At);
