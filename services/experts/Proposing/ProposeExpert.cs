using Alliance.Experts.Input;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Proposing;

/// <summary>
/// POST /api/assignments: a coordinator proposes an expert for a need, or an organisation that receives people (<see cref="ProposeHost"/>). The gates are passed, and the score is frozen with its reasons. Who has offered
/// to help for this need already is proposed as they stand. Without an expert in the body it is an expert who offers to help (<see cref="ShowInterest"/>).
/// </summary>
internal static class ProposeExpert
{
    public static async Task<IResult> Handle(
        Proposal? proposal, IdempotencyKey key, Caller caller, Store<Assignment> store, Situations situations, RosterInMemory roster, Hosts hosts,
        AssignmentSteps steps, MatchingSettings weights, ShowInterest interest, TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (proposal is null) return Answers.ToHttp(Given.NoBody);
        var createdWith = key.Value is { } value ? new CreationKey(caller.PersonId, value, Given.HashOf(proposal)) : null;
        if (proposal.ExpertId is null && caller.Has(Roles.Expert)) return await interest.Handle(proposal, createdWith, caller, ct);
        if (!caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var now = clock.GetUtcNow();
        if (createdWith is not null && await store.FindByKey(createdWith.UniqueKey, ct) is { } first) return await steps.Answer(Repeated(first, createdWith), caller, ct);

        var situation = await situations.Of(proposal.RequestId ?? default, proposal.ExpertId ?? default, except: null, ct);
        var candidates = situation.Host is null ? await roster.Now(ct) : Ranking.Of(await hosts.All(ct));
        var pair = Assignments.PairKey(proposal.NeedId ?? default, proposal.ExpertId ?? default);
        Outcome<Assignment> outcome = new Refusal(RefusalKind.Conflict, "already-proposed");
        // The expert may offer help at this very moment: then there is something to propose at the second look.
        for (var look = 0; look < 2; look++)
        {
            var interested = await store.FindByKey(pair, ct) is { Value.Status: AssignmentStatus.Interested } read ? read : null;
            var decision = interested is null
                ? Decide(proposal, situation, caller, candidates, weights, createdWith, now)
                : ProposeInterested.Decide(interested.Value, proposal, situation, caller, candidates, weights, new Moment(situation.Request, now, steps.Settings), createdWith);
            if (decision is not Decision<Assignment>.Moved moved) return Answers.ToHttp(((Decision<Assignment>.Refused)decision).Why);
            var saved = interested is null
                ? await store.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct)
                : await store.Save(interested, moved.Next, caller.PersonId, moved.Steps, ct);
            outcome = await Outcome(saved, createdWith, store, ct);
            if (outcome is not Outcome<Assignment>.Refused { Why.Code: "already-proposed" or "stale" }) break;
        }
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(
        Proposal proposal, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, CreationKey? createdWith, DateTimeOffset now)
    {
        if (Unknown(proposal, situation) is { Length: > 0 } faults) return new Refusal(RefusalKind.Invalid, "invalid", faults);
        var need = situation.Request!.Need(proposal.NeedId!.Value)!;
        if (need.Kind != "expert") return ProposeHost.Decide(proposal, need, situation, caller, others, weights, createdWith, now);
        var (request, candidate) = (situation.Request, situation.Candidate!);
        if (caller.BelongsTo(request.OrganisationId)) return new Refusal(RefusalKind.Forbidden, "own-organisation");
        // Nobody chooses themselves.
        if (caller.PersonId == candidate.PersonId) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (!request.IsOpen) return new Refusal(RefusalKind.Conflict, "request-not-open");
        var reason = Given.Text(proposal.Reason);
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (NewAssignment.PeriodOf(proposal.Period, request, NewAssignment.Preferred(request), out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (situation.RefuseByGates(need.Id, period, now) is { } closed) return closed;

        var selection = NewAssignment.Frozen(request, need, candidate, period, others, weights, caller.PersonId, reason, now);
        var assignment = NewAssignment.Of(request, proposal.RequestId!.Value, need, candidate, period, selection, AssignmentStatus.Proposed) with { CreatedWith = createdWith };
        return new Decision<Assignment>.Moved(assignment, First(reason));
    }

    public static Step First(string? reason) => new(AssignmentVerb.Propose, From: null, Wire<AssignmentStatus>.Of(AssignmentStatus.Proposed), Text: reason);

    private static FieldFault[] Unknown(Proposal proposal, Situation situation)
    {
        List<FieldFault> faults = [];
        if (proposal.RequestId is null) faults.Add(new FieldFault("requestId", "required"));
        else if (situation.Request is null) faults.Add(new FieldFault("requestId", "unknown-id"));
        if (proposal.NeedId is null) faults.Add(new FieldFault("needId", "required"));
        else if (situation.Request is { } request && request.Need(proposal.NeedId.Value) is null) faults.Add(new FieldFault("needId", "unknown-id"));
        if (proposal.ExpertId is null) faults.Add(new FieldFault("expertId", "required"));
        // Experts for the one kind of need, organisations for the other.
        else if (situation.Request?.Need(proposal.NeedId ?? default)?.Kind is null or "expert" ? situation.Candidate is null : situation.Host is null) faults.Add(new FieldFault("expertId", "unknown-id"));
        return [.. faults];
    }

    public static async Task<Outcome<Assignment>> Outcome(SaveResult<Assignment> saved, CreationKey? createdWith, Store<Assignment> store, CancellationToken ct)
    {
        if (saved is not SaveResult<Assignment>.Taken taken) return Verbs.From(saved, created: true);
        if (taken.Key != createdWith?.UniqueKey) return new Refusal(RefusalKind.Conflict, "already-proposed");
        return await store.FindByKey(taken.Key, ct) is { } first ? Repeated(first, createdWith) : new Refusal(RefusalKind.Conflict, "taken");
    }

    /// <summary>The key was used before: the same body gets the same answer, another body is a mistake of the client.</summary>
    public static Outcome<Assignment> Repeated(Stored<Assignment> first, CreationKey createdWith) => first.Value.CreatedWith == createdWith || first.Value.ProposedWith == createdWith
        ? new Outcome<Assignment>.Created(first)
        : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
}

/// <param name="ExpertId">Absent where an expert offers to help.</param>
/// <param name="Period">Null = the first the applicant prefers.</param>
/// <param name="ConflictOfInterest">Asked of an expert who offers to help.</param>
/// <param name="PersonId">Who is asked for an organisation; null = the first who speaks for it.</param>
internal sealed record Proposal(
    Guid? RequestId, Guid? NeedId, Guid? ExpertId, Days? Period = null, string? Reason = null, Inviting.DeclaredConflict? ConflictOfInterest = null, Guid? PersonId = null);
