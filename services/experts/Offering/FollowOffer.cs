using Alliance.Experts.Knowing;
using Alliance.Experts.Proposing;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>What an entry of an offer means for other documents, and what the end of a request means for its offers. Repeated after a crash; done once.</summary>
internal sealed class FollowOffer(Store<Offer> store, Store<Assignment> assignments, Store<KnownRequest> requests)
{
    public async Task Of(Stored<Offer> document, HistoryEntry entry, CancellationToken ct)
    {
        // With its id there is nothing more to make; where who was offered has come to stand for the need otherwise, that stands.
        if (Became(document.Value, entry) is var (id, assignment) && await assignments.Find(id, ct) is null)
            await assignments.Create(id, assignment, entry.ActorId, [ProposeExpert.First(entry.Text)], ct);
        // An offer that crossed the end of its request.
        if ((await requests.Find(document.Value.RequestId, ct))?.Value is { EndsWork: true } over) await One(document.Id, over, ct);
    }

    /// <summary>Null where nothing comes of it, or whom it named was erased since.</summary>
    public static (Guid Id, Assignment Assignment)? Became(Offer offer, HistoryEntry entry) => entry.Verb == OfferVerb.Accept && offer is { AssignmentId: { } id, Decided: { } decided }
        ? (id, decided with { Selection = decided.Selection with { Reason = entry.Text } })
        : null;

    public async Task EndAll(Guid requestId, KnownRequest request, CancellationToken ct)
    {
        foreach (var offer in await Everything.Of(store, Offers.UpdatedAt, ct, new Where<Offer>(Offers.OpenOf, requestId.ToString()))) await One(offer.Id, request, ct);
    }

    private async Task One(Guid id, KnownRequest request, CancellationToken ct)
    {
        while (await store.Find(id, ct) is { } read && Offers.End(read.Value, request) is { } end)
        {
            // Whoever was faster left another state; it is judged again.
            if (await store.Save(read, end.Next, end.ActorId, end.Steps, ct) is SaveResult<Offer>.Saved) return;
        }
    }
}
