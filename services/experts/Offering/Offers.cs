using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>How offers are stored and found: one that is open per need and person (or receiving organisation). Lists are bound to their reader.</summary>
internal static class Offers
{
    public static readonly Sort<Offer> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Facet<Offer> Reader = new("reader", d => Readers(d.Value), UpdatedAt);
    public static readonly Facet<Offer> ReaderRequest = new("readerrequest", d => Readers(d.Value).Select(r => $"{r}|{d.Value.RequestId}"), UpdatedAt);

    /// <summary>What ends with a request.</summary>
    public static readonly Facet<Offer> OpenOf = new("openof", d => d.Value.Status == OfferStatus.Offered ? [d.Value.RequestId.ToString()] : [], UpdatedAt);

    /// <summary>Who is offered, and who offered: whose erasure it concerns.</summary>
    public static readonly Facet<Offer> Person = new("person", d => new[] { d.Value.PersonId, d.Value.By }.Distinct().Select(id => id.ToString()), UpdatedAt);

    public const string Coordinators = "coordinators";

    public static string Organisation(Guid id) => $"organisation|{id}";

    public static readonly Declaration<Offer> Declaration = new("offers")
    {
        Version = 2,
        Sorts = [UpdatedAt],
        Facets = [Reader, ReaderRequest, OpenOf, Person],
        Keys = d => Keys(d.Value),
        Announces = true
    };

    /// <summary>What the world hears of it: every entry.</summary>
    public static IEnumerable<object> Announce(Stored<Offer> document, HistoryEntry entry)
    {
        if (entry.To is null) yield break;
        var now = document.Value;
        yield return new OfferMoved(
            document.Id, entry.No, entry.Verb, entry.From, entry.To, entry.At, entry.ActorId, now.RequestId, now.NeedId, now.OrganisationId, now.OfferingId, now.By, now.OwnerId, now.Reference, entry.Code);
    }

    /// <summary>Nobody reads offers any more for what is at its end. Null when there is nothing to end.</summary>
    public static Advance<Offer>? End(Offer offer, KnownRequest request) => offer.Status != OfferStatus.Offered || !request.EndsWork
        ? null
        : new Advance<Offer>(
            offer with { Status = OfferTransitions.Target(offer, OfferVerb.Lapse), Code = "request-" + request.Status },
            Guid.Empty, OfferTransitions.Entry(offer, OfferVerb.Lapse, "request-" + request.Status));

    private static IEnumerable<string> Keys(Offer offer)
    {
        if (offer.CreatedWith is { } created) yield return created.UniqueKey;
        if (offer.Status == OfferStatus.Offered) yield return $"offer:{offer.NeedId}:{offer.ExpertId}";
    }

    private static IEnumerable<string> Readers(Offer offer) => [Coordinators, Organisation(offer.OfferingId)];
}
