using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>Who may, towards one offer.</summary>
internal enum OfferBy
{
    /// <summary>Neither of the applicant nor of who offers, nor the one who is offered.</summary>
    Coordinator,

    /// <summary>Administers the organisation that offers.</summary>
    Administrator,

    System
}

internal sealed record OfferTransition(OfferStatus From, string Verb, OfferStatus To, OfferBy By);

/// <summary>The state machine of an offer, as data. Source: domain, api (offers).</summary>
internal static class OfferTransitions
{
    public static readonly IReadOnlyList<OfferTransition> Table =
    [
        new(OfferStatus.Offered, OfferVerb.Accept, OfferStatus.Accepted, OfferBy.Coordinator),
        new(OfferStatus.Offered, OfferVerb.Decline, OfferStatus.Declined, OfferBy.Coordinator),
        new(OfferStatus.Offered, OfferVerb.Withdraw, OfferStatus.Withdrawn, OfferBy.Administrator),
        // Whom it names is erased.
        new(OfferStatus.Offered, OfferVerb.Withdraw, OfferStatus.Withdrawn, OfferBy.System),
        new(OfferStatus.Offered, OfferVerb.Lapse, OfferStatus.Declined, OfferBy.System)
    ];

    public static bool Acts(this Caller caller, OfferBy by, Offer offer) => by switch
    {
        OfferBy.Coordinator => caller.IsCoordinator() && !caller.BelongsTo(offer.OrganisationId) && !caller.BelongsTo(offer.OfferingId) && caller.PersonId != offer.PersonId,
        OfferBy.Administrator => caller.Has(Roles.OrganisationAdministrator, offer.OfferingId),
        _ => false
    };

    /// <summary>Coordinators, and who administers the organisation that offers.</summary>
    public static bool MaySee(this Caller caller, Offer offer) => caller.IsCoordinator() || caller.Has(Roles.OrganisationAdministrator, offer.OfferingId);

    public static IReadOnlyList<string> Actions(Offer offer, Caller caller) =>
        [.. Table.Where(t => t.From == offer.Status && caller.Acts(t.By, offer)).Select(t => t.Verb)];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(Offer offer, Caller caller, string verb)
    {
        if (!Table.Any(t => t.Verb == verb && caller.Acts(t.By, offer)))
        {
            var own = caller.IsCoordinator() && Table.Any(t => t.Verb == verb && t.By == OfferBy.Coordinator) && (caller.BelongsTo(offer.OrganisationId) || caller.BelongsTo(offer.OfferingId));
            return new Refusal(RefusalKind.Forbidden, own ? "own-organisation" : "not-yours");
        }
        return Table.Any(t => t.Verb == verb && t.From == offer.Status) ? null : new Refusal(RefusalKind.Conflict, "wrong-state");
    }

    public static Step Entry(Offer offer, string verb, string? code = null, string? text = null) =>
        new(verb, Wire<OfferStatus>.Of(offer.Status), Wire<OfferStatus>.Of(Target(offer, verb)), code, text);

    public static OfferStatus Target(Offer offer, string verb) => Table.First(t => t.Verb == verb && t.From == offer.Status).To;
}

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class OfferVerb
{
    public const string Offer = "offer";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Withdraw = "withdraw";
    public const string Lapse = "lapse";
}
