using Alliance.Requests.Substituting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/today: what waits for this coordinator, by when it is due: overdue first. At most 100; more come up as these are done.</summary>
internal static class GetToday
{
    private const int Most = 100;

    public static async Task<IResult> Handle(
        Reader reader, HttpContext http, Store<AssistanceRequest> store, Store<Substitution> substitutes, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var caller = reader.Caller;
        if (!caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var absent = await Substitution.StoodInFor(caller.PersonId, substitutes, clock.GetUtcNow(), periods.Days, ct);
        var waits = new Where<AssistanceRequest>(AssistanceRequests.Waits, WorkList.For(caller, absent));
        var page = await store.List(new Query<AssistanceRequest>([waits], AssistanceRequests.DueAt, Descending: false, Limit: Most), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TodayView([.. page.Items
            .Select(d => WorkList.Kind(d.Value, caller, absent) is { } kind ? TodayItem.Of(d, kind, caller.PersonId) : null)
            .OfType<TodayItem>().OrderBy(item => item.DueAt ?? DateTimeOffset.MaxValue).ThenBy(item => item.Since).ThenBy(item => item.RequestId)]));
    }
}

internal sealed record TodayView(IReadOnlyList<TodayItem> Items);

/// <param name="Kind"><c>take decide second-approval held open close follow-up</c>.</param>
/// <param name="DueAt">Until when: the target of its stage, the day of the follow-up, or when the system goes on by itself. Null where no time matters.</param>
/// <param name="Since">When it began to wait.</param>
/// <param name="For">Whose work it is, where the reader stands in for another coordinator.</param>
internal sealed record TodayItem(
    string Kind, Guid RequestId, string? Reference, string? Title, string? Language, RequestStatus Status, DateTimeOffset? DueAt, DateTimeOffset Since, Guid? For = null)
{
    public static TodayItem Of(Stored<AssistanceRequest> d, string kind, Guid reader) => new(
        kind, d.Id, d.Value.Reference, d.Value.Content.Title, d.Value.Content.Language, d.Value.Status, WorkList.DueAt(d.Value), WorkList.Since(kind, d.Value, d.UpdatedAt),
        kind is WorkList.SecondApproval || d.Value.OwnerId == reader ? null : d.Value.OwnerId);
}
