using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Offering;

/// <summary>GET /api/offers, GET /api/offers/{id}: coordinators all of them, who administers an organisation its own. Who may see nothing gets an empty list.</summary>
internal static class ListOffers
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "requestId", "limit", "cursor" };

    public static async Task<IResult> Handle(
        [FromQuery(Name = "requestId")] string[]? requestId, [FromQuery(Name = "limit")] string? limit, [FromQuery(Name = "cursor")] string? cursor,
        HttpContext http, Caller caller, Store<Offer> store, CancellationToken ct)
    {
        string[] readers = [.. (caller.IsCoordinator() ? [Offers.Coordinators] : caller.Administers().Select(Offers.Organisation)).Take(ListLimits.MostTerms)];
        FieldFault[] faults =
        [
            .. ListLimits.Unknown(http.Request.Query.Keys, Known), .. ListLimits.Values("requestId", readers.Length, requestId, ListLimits.IsId, "not-id"),
            .. ListLimits.Common(words: null, limit, cursor)
        ];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        if (readers.Length == 0) return TypedResults.Ok(new OfferList([], null));
        var asked = ListLimits.Ids(requestId);
        Where<Offer> where = asked.Count > 0 ? new(Offers.ReaderRequest, [.. readers.SelectMany(r => asked.Select(id => $"{r}|{id}"))]) : new(Offers.Reader, readers);
        var page = await store.List(new Query<Offer>([where], Offers.UpdatedAt, Cursor: cursor, Limit: ListLimits.Size(limit)), ct);
        return TypedResults.Ok(new OfferList([.. page.Items.Select(d => OfferView.Of(d, caller))], page.Next));
    }

    public static async Task<IResult> One(Guid id, Caller caller, Store<Offer> store, CancellationToken ct) =>
        await store.Find(id, ct) is { } read && caller.MaySee(read.Value) ? Answers.Read(read, OfferView.Of(read, caller)) : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
}
