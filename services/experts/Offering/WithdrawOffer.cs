using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>POST /api/offers/{id}/withdraw: the organisation takes its offer back before it is decided on.</summary>
internal static class WithdrawOffer
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Offer> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, OfferVerb.Withdraw, caller, d => caller.MaySee(d.Value), d => Decide(d.Value, Because.Of(because), caller), ct,
            entry => entry.Text == Because.Of(because));
        return Answers.ToHttp(outcome, d => OfferView.Of(d, caller));
    }

    public static Decision<Offer> Decide(Offer offer, string? reason, Caller caller)
    {
        if (OfferTransitions.Refuse(offer, caller, OfferVerb.Withdraw) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Offer>.Moved(offer with { Status = OfferTransitions.Target(offer, OfferVerb.Withdraw) }, OfferTransitions.Entry(offer, OfferVerb.Withdraw, text: reason));
    }
}
