using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Proposing;

/// <summary>POST /api/assignments: a coordinator proposes an expert for a need. The gates are passed, and the score is frozen with its reasons.</summary>
internal static class ProposeExpert
{
    /// <summary>Days an assignment may last: each day on site is claimed by itself.</summary>
    private const int LongestPeriod = 366;

    public static async Task<IResult> Handle(
        Proposal? proposal, IdempotencyKey key, Caller caller, Store<Assignment> store, Situations situations, RosterInMemory roster,
        AssignmentSteps steps, MatchingSettings weights, TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (proposal is null) return Answers.ToHttp(Given.NoBody);
        if (!caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var now = clock.GetUtcNow();
        var createdWith = key.Value is { } value ? new CreationKey(caller.PersonId, value, Given.HashOf(proposal)) : null;
        if (createdWith is not null && await store.FindByKey(createdWith.UniqueKey, ct) is { } first) return await steps.Answer(Repeated(first, createdWith), caller, ct);

        var situation = await situations.Of(proposal.RequestId ?? default, proposal.ExpertId ?? default, except: null, ct);
        var decision = Decide(proposal, situation, caller, await roster.Now(ct), weights, createdWith, now);
        if (decision is not Decision<Assignment>.Moved moved) return Answers.ToHttp(((Decision<Assignment>.Refused)decision).Why);
        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct);
        return await steps.Answer(await Outcome(saved, createdWith, store, ct), caller, ct);
    }

    public static Decision<Assignment> Decide(
        Proposal proposal, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, CreationKey? createdWith, DateTimeOffset now)
    {
        if (Unknown(proposal, situation) is { Length: > 0 } faults) return new Refusal(RefusalKind.Invalid, "invalid", faults);
        var (request, candidate) = (situation.Request!, situation.Candidate!);
        var need = request.Need(proposal.NeedId!.Value)!;
        if (caller.BelongsTo(request.OrganisationId)) return new Refusal(RefusalKind.Forbidden, "own-organisation");
        // Nobody chooses themselves.
        if (caller.PersonId == candidate.PersonId) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (!request.IsOpen) return new Refusal(RefusalKind.Conflict, "request-not-open");
        var reason = Given.Text(proposal.Reason);
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (PeriodOf(proposal.Period, situation, out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (situation.RefuseByGates(need.Id, period, now) is { } closed) return closed;

        var wanted = Wanted.Of(request, need, period, now);
        var ranked = new Ranked(Scoring.Score(candidate, wanted, weights), candidate);
        var assignment = new Assignment
        {
            RequestId = proposal.RequestId!.Value,
            NeedId = need.Id,
            OrganisationId = request.OrganisationId,
            ExpertId = candidate.ExpertId,
            PersonId = candidate.PersonId,
            Status = AssignmentStatus.Proposed,
            OwnerId = request.OwnerId,
            Reference = request.Reference,
            Period = period,
            DeliveryMode = request.DeliveryMode,
            SecurityZone = request.SecurityZone,
            Oblast = request.Oblast,
            Topics = need.Topics,
            PersonDays = need.PersonDays,
            Selection = new Selection(
                Ranking.RankOf(ranked, others, wanted, weights), ranked.Score, Explain.Parts(candidate, wanted, weights),
                Explain.Missing(candidate, wanted, weights), caller.PersonId, reason),
            CreatedWith = createdWith
        };
        return new Decision<Assignment>.Moved(assignment, new Step(AssignmentVerb.Propose, From: null, Wire<AssignmentStatus>.Of(AssignmentStatus.Proposed), Text: reason));
    }

    private static FieldFault[] Unknown(Proposal proposal, Situation situation)
    {
        List<FieldFault> faults = [];
        if (proposal.RequestId is null) faults.Add(new FieldFault("requestId", "required"));
        else if (situation.Request is null) faults.Add(new FieldFault("requestId", "unknown-id"));
        if (proposal.NeedId is null) faults.Add(new FieldFault("needId", "required"));
        else if (situation.Request is { } request && request.Need(proposal.NeedId.Value) is null) faults.Add(new FieldFault("needId", "unknown-id"));
        if (proposal.ExpertId is null) faults.Add(new FieldFault("expertId", "required"));
        else if (situation.Candidate is null) faults.Add(new FieldFault("expertId", "unknown-id"));
        return [.. faults];
    }

    /// <summary>The one that was given, else the first the applicant prefers. On site there must be one: its days are claimed.</summary>
    private static FieldFault? PeriodOf(Days? given, Situation situation, out DayPeriod? period)
    {
        period = situation.Request!.Periods is [var first, ..] ? first : null;
        if (given is not null)
        {
            if (given.From is not { } from) return new FieldFault("period.from", "required");
            if (given.To is not { } to) return new FieldFault("period.to", "required");
            if (from < ProfileFields.FirstDay || to > ProfileFields.LastDay) return new FieldFault("period", "out-of-range", ProfileFields.FirstDay, ProfileFields.LastDay);
            if (to < from) return new FieldFault("period.to", "from-after-to");
            period = new DayPeriod(from, to);
        }
        if (period is null) return situation.Request.Travels ? new FieldFault("period", "required") : null;
        return period.To.DayNumber - period.From.DayNumber >= LongestPeriod ? new FieldFault("period", "too-many-days", LongestPeriod) : null;
    }

    private static async Task<Outcome<Assignment>> Outcome(SaveResult<Assignment> saved, CreationKey? createdWith, Store<Assignment> store, CancellationToken ct)
    {
        if (saved is not SaveResult<Assignment>.Taken taken) return Verbs.From(saved, created: true);
        if (taken.Key != createdWith?.UniqueKey) return new Refusal(RefusalKind.Conflict, "already-proposed");
        return await store.FindByKey(taken.Key, ct) is { } first ? Repeated(first, createdWith) : new Refusal(RefusalKind.Conflict, "taken");
    }

    /// <summary>The key was used before: the same body gets the same answer, another body is a mistake of the client.</summary>
    private static Outcome<Assignment> Repeated(Stored<Assignment> first, CreationKey createdWith) => first.Value.CreatedWith == createdWith
        ? new Outcome<Assignment>.Created(first)
        : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
}

/// <param name="Period">Null = the first the applicant prefers.</param>
internal sealed record Proposal(Guid? RequestId, Guid? NeedId, Guid? ExpertId, Days? Period = null, string? Reason = null);
