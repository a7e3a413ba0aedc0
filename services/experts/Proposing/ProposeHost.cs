using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Proposing;

/// <summary>
/// The other half of POST /api/assignments: for a need for a receiving organisation a coordinator proposes an organisation, by its id in place of an expert's,
/// through a person who speaks for it. From there on it goes the way of every assignment: that person is invited and answers. Pure.
/// </summary>
internal static class ProposeHost
{
    /// <param name="others">The organisations among which the rank is counted.</param>
    public static Decision<Assignment> Decide(
        Proposal proposal, OpenNeed need, Situation situation, Caller caller, ReadOnlySpan<Candidate> others, MatchingSettings weights, CreationKey? createdWith, DateTimeOffset now)
    {
        var (request, host) = (situation.Request!, situation.Host!);
        if (caller.BelongsTo(request.OrganisationId) || caller.BelongsTo(host.Id)) return new Refusal(RefusalKind.Forbidden, "own-organisation");
        if (!request.IsOpen) return new Refusal(RefusalKind.Conflict, "request-not-open");
        var reason = Given.Text(proposal.Reason);
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (NewAssignment.PeriodOf(proposal.Period, request, NewAssignment.Preferred(request), out var period) is { } wrong) return new Refusal(RefusalKind.Invalid, "invalid", wrong);
        if (situation.RefuseByGates(need.Id, period, now) is { } closed) return closed;
        if (!host.Organisation.CanReceive) return new Refusal(RefusalKind.Conflict, "not-eligible", new FieldFault("expertId", "host-cannot-receive"));
        if (host.Speakers.Count == 0) return new Refusal(RefusalKind.Conflict, "not-eligible", new FieldFault("expertId", "host-without-speaker"));
        if (proposal.PersonId is { } asked && !host.Speakers.Contains(asked)) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "speaks-not-for-host"));

        return new Decision<Assignment>.Moved(
            Assignment(request, proposal.RequestId!.Value, need, host, proposal.PersonId ?? host.Speakers[0], period, others, weights, caller, reason, now) with { CreatedWith = createdWith },
            ProposeExpert.First(reason));
    }

    /// <summary>What an organisation begins with, whether it was asked or offered itself.</summary>
    public static Assignment Assignment(
        KnownRequest request, Guid requestId, OpenNeed need, HostOrganisation host, Guid personId, DayPeriod? period, ReadOnlySpan<Candidate> others, MatchingSettings weights, Caller caller,
        string? reason, DateTimeOffset now) =>
        NewAssignment.Of(
            request, requestId, need, host.Id, personId, period, NewAssignment.Frozen(request, need, host.Candidate, period, others, weights, caller.PersonId, reason, now, Reasons.OfHost),
            AssignmentStatus.Proposed) with { ReceivingOrganisationId = host.Id };
}
