using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Confirming;

/// <summary>
/// POST …/confirm: a signatory of the applicant takes the expert. The lowest free place of the need is claimed with the same save; of two who are
/// after the last one the second is told that there is none. The gates are passed again.
/// </summary>
internal static class ConfirmAssignment
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Assignment> store, AssignmentSteps steps, CancellationToken ct)
    {
        foreach (var place in await FreePlaces(id, store, steps, ct))
        {
            var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Confirm, caller, (a, moment, situation) => Decide(a, situation, place, caller, moment), ct);
            // Confirming claims a place and nothing else; somebody was faster to this one.
            if (outcome is Outcome<Assignment>.Refused { Why.Code: "taken" }) continue;
            return await steps.Answer(outcome, caller, ct);
        }
        return await steps.Answer(await steps.Take(id, ifMatch, AssignmentVerb.Confirm, caller, (a, moment, situation) => Decide(a, situation, null, caller, moment), ct), caller, ct);
    }

    /// <param name="place">Null when none is free.</param>
    public static Decision<Assignment> Decide(Assignment assignment, Situation situation, int? place, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Confirm, moment) is { } refusal) return refusal;
        if (situation.RefuseByGates(assignment.NeedId, assignment.Period, moment.Now, isPromised: true) is { } closed) return closed;
        if (place is null) return new Refusal(RefusalKind.Conflict, "need-full");
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Confirm, moment.Request) with { Place = place, Checklist = Checklist.For(assignment, moment) },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Confirm));
    }

    /// <summary>By what the list shows now; which of them is really free, the unique key decides.</summary>
    public static async Task<IReadOnlyList<int>> FreePlaces(Guid id, Store<Assignment> store, AssignmentSteps steps, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read) return [];
        var quantity = (await steps.MomentOf(read.Value.RequestId, ct)).Request?.Need(read.Value.NeedId)?.Quantity ?? 0;
        return NeedPlaces.Free(await Everything.Of(store, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.Need, read.Value.NeedId.ToString())), quantity);
    }
}
