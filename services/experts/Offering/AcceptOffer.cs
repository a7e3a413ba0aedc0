using Alliance.Experts.Input;
using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>
/// POST /api/offers/{id}/accept: a coordinator takes an offer up. The colleague passes the gates and is proposed, or the organisation is, through its person.
/// The assignment is made when the entry is followed, from what was decided here.
/// </summary>
internal static class AcceptOffer
{
    public static async Task<IResult> Handle(
        Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Offer> store, Store<Assignment> assignments, Situations situations, RosterInMemory roster, Hosts hosts,
        MatchingSettings weights, TimeProvider clock, CancellationToken ct)
    {
        var read = (await store.Find(id, ct))?.Value;
        var situation = await situations.Of(read?.RequestId ?? default, read?.ExpertId ?? default, except: null, ct, read?.PersonId);
        var stands = read is not null && await assignments.FindByKey(Assignments.PairKey(read.NeedId, read.ExpertId), ct) is not null;
        var candidates = situation.Host is null ? await roster.Now(ct) : Ranking.Of(await hosts.All(ct));
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, OfferVerb.Accept, caller, d => caller.MaySee(d.Value),
            d => Decide(d.Value, Because.Of(because), Guid.CreateVersion7(now), stands, situation, caller, candidates, weights, now), ct);
        return Answers.ToHttp(outcome, d => OfferView.Of(d, caller));
    }

    /// <param name="next">The id of the assignment.</param>
    /// <param name="stands">Who is offered stands for this need already.</param>
    public static Decision<Offer> Decide(
        Offer offer, string? reason, Guid next, bool stands, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, DateTimeOffset now)
    {
        if (OfferTransitions.Refuse(offer, caller, OfferVerb.Accept) is { } refusal) return refusal;
        var proposed = offer.Kind == "expert"
            ? ProposeExpert.Decide(new Proposal(offer.RequestId, offer.NeedId, offer.ExpertId, Reason: reason), situation, caller, others, weights, createdWith: null, now)
            : Host(offer, reason, situation, caller, others, weights, now);
        if (proposed is not Decision<Assignment>.Moved moved) return ((Decision<Assignment>.Refused)proposed).Why;
        if (stands) return new Refusal(RefusalKind.Conflict, "already-proposed");
        return new Decision<Offer>.Moved(
            offer with
            {
                Status = OfferTransitions.Target(offer, OfferVerb.Accept), AssignmentId = next, OwnerId = situation.Request?.OwnerId ?? offer.OwnerId,
                Decided = moved.Next with { OfferingId = offer.OfferingId, Selection = moved.Next.Selection with { Reason = null } }
            },
            OfferTransitions.Entry(offer, OfferVerb.Accept, text: reason));
    }

    /// <summary>It offers itself, whatever its kind and country: what coordinators may ask of is no bound for it.</summary>
    private static Decision<Assignment> Host(
        Offer offer, string? reason, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, DateTimeOffset now)
    {
        if (situation.Request is not { IsOpen: true } request || request.Need(offer.NeedId) is not { } need) return new Refusal(RefusalKind.Conflict, "request-not-open");
        if (Because.Fault(reason) is { } faulty) return faulty;
        var period = NewAssignment.Preferred(request);
        if (situation.RefuseByGates(offer.NeedId, period, now) is { } closed) return closed;
        return new Decision<Assignment>.Moved(
            ProposeHost.Assignment(request, offer.RequestId, need, situation.Host!, offer.PersonId, period, others, weights, caller, reason, now), ProposeExpert.First(reason));
    }
}
