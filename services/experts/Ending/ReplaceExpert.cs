using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Ending;

/// <summary>
/// POST …/replace: a coordinator lets another expert go on with a place. The successor passes the gates and is proposed; the two assignments name each other.
/// The place is free with this save. The successor is made when the entry is followed (<see cref="Confirming.FollowAssignment"/>), from what was decided here;
/// why, stands in the history alone, where it can be erased.
/// </summary>
internal static class ReplaceExpert
{
    public static async Task<IResult> Handle(
        Guid id, Replacement? replacement, IfMatch ifMatch, Caller caller, Store<Assignment> store, Situations situations, RosterInMemory roster, Hosts hosts,
        AssignmentSteps steps, MatchingSettings weights, CancellationToken ct)
    {
        var given = replacement ?? new Replacement();
        var read = await store.Find(id, ct);
        var successor = await situations.Of(read?.Value.RequestId ?? default, given.ExpertId ?? default, except: null, ct);
        var candidates = successor.Host is null ? await roster.Now(ct) : Ranking.Of(await hosts.All(ct));
        var stands = read is not null && await store.FindByKey(Assignments.PairKey(read.Value.NeedId, given.ExpertId ?? default), ct) is not null;
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Replace, caller,
            (a, moment) => Decide(id, a, given, Guid.CreateVersion7(moment.Now), stands, successor, caller, candidates, weights, moment), ct,
            entry => entry.Text == Given.Text(given.Reason));
        return await steps.Answer(outcome, caller, ct);
    }

    /// <param name="next">The id of the assignment that will go on.</param>
    /// <param name="stands">The successor stands for this need already.</param>
    public static Decision<Assignment> Decide(
        Guid id, Assignment assignment, Replacement replacement, Guid next, bool stands, Situation successor, Caller caller, ReadOnlySpan<Candidate> others,
        MatchingSettings weights, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Replace, moment) is { } refusal) return refusal;
        if (replacement.ExpertId == assignment.ExpertId) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("expertId", "same-expert"));
        var period = assignment.Period is { } days ? new Days(days.From, days.To) : null;
        var proposal = new Proposal(assignment.RequestId, assignment.NeedId, replacement.ExpertId, replacement.Period ?? period, replacement.Reason);
        var proposed = ProposeExpert.Decide(proposal, successor, caller, others, weights, createdWith: null, moment.Now);
        if (proposed is not Decision<Assignment>.Moved moved) return proposed;
        if (stands) return new Refusal(RefusalKind.Conflict, "already-proposed");
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Replace, moment.Request) with { ReplacedBy = next, Successor = moved.Next with { Replaces = id, Selection = moved.Next.Selection with { Reason = null } } },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Replace, text: Given.Text(replacement.Reason)));
    }
}

/// <param name="ExpertId">Who goes on.</param>
/// <param name="Period">Null = the days of the assignment that is replaced.</param>
internal sealed record Replacement(Guid? ExpertId = null, Days? Period = null, string? Reason = null);
