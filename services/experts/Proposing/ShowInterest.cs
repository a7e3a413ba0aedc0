using Alliance.Experts.Input;
using Alliance.Experts.Inviting;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Proposing;

/// <summary>
/// POST /api/assignments without an expert: an expert offers to help, on an open call. The question of a conflict of interest is answered with it, and the
/// same gates hold as for whom a coordinator finds. A coordinator then proposes, or does not.
/// </summary>
internal sealed class ShowInterest(
    Store<Assignment> store, Store<Expert> experts, Situations situations, RosterInMemory roster, AssignmentSteps steps, MatchingSettings weights, TimeProvider clock)
{
    public async Task<IResult> Handle(Proposal interest, CreationKey? createdWith, Caller caller, CancellationToken ct)
    {
        if (createdWith is not null && await store.FindByKey(createdWith.UniqueKey, ct) is { } first)
            return await steps.Answer(ProposeExpert.Repeated(first, createdWith), caller, ct);
        return await Show(Guid.CreateVersion7(clock.GetUtcNow()), interest, createdWith, caller, ct);
    }

    /// <summary>
    /// POST …/{id}/interest: the same under an id the expert's program has chosen, so that it may send it again until it is answered. An id that somebody else's
    /// assignment has says no more than that.
    /// </summary>
    public static Task<IResult> Under(Guid id, Proposal? interest, Caller caller, ShowInterest show, CancellationToken ct) => show.Once(id, interest, caller, ct);

    private async Task<IResult> Once(Guid id, Proposal? interest, Caller caller, CancellationToken ct)
    {
        if (!caller.Has(Roles.Expert)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        if (interest is null) return Answers.ToHttp(Given.NoBody);
        return await store.Find(id, ct) is { } first ? await Again(first, interest, caller, ct) : await Show(id, interest, createdWith: null, caller, ct);
    }

    private async Task<IResult> Show(Guid id, Proposal interest, CreationKey? createdWith, Caller caller, CancellationToken ct)
    {
        var own = await experts.FindByKey(Roster.PersonKey(caller.PersonId), ct);
        var situation = await situations.Of(interest.RequestId ?? default, own?.Id ?? default, except: null, ct);
        var now = clock.GetUtcNow();
        var decision = Decide(interest, situation, caller, await roster.Now(ct), weights, createdWith, now);
        if (decision is not Decision<Assignment>.Moved moved) return Answers.ToHttp(((Decision<Assignment>.Refused)decision).Why);
        var saved = await store.Create(id, moved.Next, caller.PersonId, moved.Steps, ct);
        if (saved is SaveResult<Assignment>.Stale && await store.Find(id, ct) is { } first) return await Again(first, interest, caller, ct);
        return await steps.Answer(await ProposeExpert.Outcome(saved, createdWith, store, ct), caller, ct);
    }

    private async Task<IResult> Again(Stored<Assignment> first, Proposal interest, Caller caller, CancellationToken ct) =>
        first.Value.PersonId == caller.PersonId && first.CreatedBy == caller.PersonId && first.Value.RequestId == interest.RequestId && first.Value.NeedId == interest.NeedId
            ? await steps.Answer(new Outcome<Assignment>.Created(first), caller, ct)
            : Answers.ToHttp(new Refusal(RefusalKind.Conflict, "taken"));

    public static Decision<Assignment> Decide(
        Proposal interest, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, CreationKey? createdWith, DateTimeOffset now)
    {
        if (Faults(interest, situation) is { Length: > 0 } faults) return new Refusal(RefusalKind.Invalid, "invalid", faults);
        if (situation.Candidate is not { } candidate) return new Refusal(RefusalKind.Conflict, "no-profile");
        var request = situation.Request!;
        var need = request.Need(interest.NeedId!.Value)!;
        var reason = Given.Text(interest.Reason);
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (AcceptInvitation.Answer(interest.ConflictOfInterest, out var conflict) is { } unanswered) return unanswered;
        if (NewAssignment.PeriodOf(interest.Period, request, NewAssignment.Preferred(request), out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (situation.RefuseByGates(need.Id, period, now) is { } closed) return closed;
        var selection = NewAssignment.Frozen(request, need, candidate, period, others, weights, caller.PersonId, null, now);
        return new Decision<Assignment>.Moved(
            NewAssignment.Of(request, interest.RequestId!.Value, need, candidate, period, selection, AssignmentStatus.Interested) with
            {
                ConflictOfInterest = conflict, InterestedAt = now, CreatedWith = createdWith
            },
            new Step(AssignmentVerb.Interest, From: null, Wire<AssignmentStatus>.Of(AssignmentStatus.Interested), Text: reason));
    }

    /// <summary>A request that is no open call is not there for who asks.</summary>
    private static FieldFault[] Faults(Proposal interest, Situation situation)
    {
        List<FieldFault> faults = [];
        var request = situation.Request is { IsOpenCall: true } open ? open : null;
        if (interest.RequestId is null) faults.Add(new FieldFault("requestId", "required"));
        else if (request is null) faults.Add(new FieldFault("requestId", "unknown-id"));
        if (interest.NeedId is null) faults.Add(new FieldFault("needId", "required"));
        else if (request is not null && request.Need(interest.NeedId.Value) is not { Kind: "expert" }) faults.Add(new FieldFault("needId", "unknown-id"));
        return [.. faults];
    }
}
