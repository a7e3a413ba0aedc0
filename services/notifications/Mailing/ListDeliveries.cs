using Alliance.Notifications.Reading;
using Alliance.Notifications.Telling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Mailing;

/// <summary><c>GET /api/deliveries</c>: the e-mail log, newest first; the caller's own, an administrator's view is everybody's. No text, no address.</summary>
internal static class ListDeliveries
{
    public static void MapListDeliveries(this IEndpointRouteBuilder app) => app.MapGet("/api/deliveries", Handle).WithName("ListDeliveries").Produces<DeliveryPage>();

    private static async Task<IResult> Handle(Caller caller, Store<Delivery> deliveries, CancellationToken ct, string? cursor = null, int limit = Paging.Usual)
    {
        if (Paging.Fault(limit) is { } fault) return Answers.ToHttp(fault);
        var visible = caller.Has(Roles.Administrator) ? Delivery.Everyones : new Where<Delivery>(Delivery.OfPerson, caller.PersonId.ToString());
        var page = await deliveries.List(new Query<Delivery>([visible], Delivery.ByTime, Cursor: cursor, Limit: limit), ct);
        return TypedResults.Ok(new DeliveryPage([.. page.Items.Select(DeliveryEntry.Of)], page.Next));
    }
}

/// <param name="Next">Cursor of the next page; absent on the last.</param>
internal sealed record DeliveryPage(IReadOnlyList<DeliveryEntry> Items, string? Next);

/// <param name="State"><c>none</c> (the person wants no e-mail, or has no access any more), <c>due</c>, <c>sent</c>, <c>failed</c>.</param>
/// <param name="At">When the event happened.</param>
/// <param name="LastOutcome">Code of the last attempt: <c>accepted email-off access-ended accounts-away owner-away person-unknown address-faulty unreachable too-slow not-authenticated smtp-NNN</c>.</param>
internal sealed record DeliveryEntry(
    Guid Id, Guid PersonId, string Event, Subject Subject, DeliveryState State, int Attempts, DateTimeOffset At,
    DateTimeOffset? NextAttempt, DateTimeOffset? SentAt, string? LastOutcome, string? TraceId)
{
    public static DeliveryEntry Of(Stored<Delivery> stored)
    {
        var delivery = stored.Value;
        return new DeliveryEntry(
            stored.Id, delivery.PersonId, delivery.Event, delivery.Subject, delivery.State, delivery.Attempts, delivery.At,
            delivery.NextAttempt, delivery.SentAt, delivery.LastOutcome, ComposeMail.TraceIdOf(delivery.Traceparent));
    }
}
