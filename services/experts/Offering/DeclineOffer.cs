using Alliance.Contracts;
using Alliance.Experts.Inviting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Experts.Offering;

/// <summary>POST /api/offers/{id}/decline: a coordinator does not take an offer up, and says why by a code.</summary>
internal static class DeclineOffer
{
    private static readonly InlineValidator<Refused> Rules = new()
    {
        v => v.RuleFor(r => r.Code).NotEmpty().OneOf(ExpertCodes.OfferDeclineReason),
        v => v.RuleFor(r => r.Text).Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(Guid id, Refused? refused, IfMatch ifMatch, Caller caller, Store<Offer> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, OfferVerb.Decline, caller, d => caller.MaySee(d.Value), d => Decide(d.Value, refused ?? new Refused(), caller), ct,
            entry => entry.Code == Given.Text(refused?.Code) && entry.Text == Given.Text(refused?.Text));
        return Answers.ToHttp(outcome, d => OfferView.Of(d, caller));
    }

    public static Decision<Offer> Decide(Offer offer, Refused refused, Caller caller)
    {
        if (OfferTransitions.Refuse(offer, caller, OfferVerb.Decline) is { } refusal) return refusal;
        var given = new Refused(Given.Text(refused.Code), Given.Text(refused.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<Offer>.Moved(
            offer with { Status = OfferTransitions.Target(offer, OfferVerb.Decline), Code = given.Code }, OfferTransitions.Entry(offer, OfferVerb.Decline, given.Code, given.Text));
    }
}
