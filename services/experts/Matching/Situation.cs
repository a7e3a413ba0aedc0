using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Matching;

/// <summary>What a step towards work is judged by, read from the documents at that moment.</summary>
/// <param name="Candidate">Null when there is no such expert.</param>
internal sealed record Situation(KnownRequest? Request, Candidate? Candidate, KnownOrganisation? Applicant)
{
    /// <summary>Assignments one expert may have on hand.</summary>
    public int MostLive { get; init; } = int.MaxValue;

    /// <summary>In place of an expert: the organisation that would receive people.</summary>
    public HostOrganisation? Host { get; init; }

    /// <summary>Of a host: whom the people meet has access, and belongs to it.</summary>
    public bool IsOfHost { get; init; } = true;

    private static readonly (Gate Gate, string Code)[] Faults =
    [
        (Gate.Status, "gate-status"), (Gate.Person, "gate-person"), (Gate.Consent, "gate-consent"), (Gate.Conflict, "gate-conflict"),
        (Gate.Travel, "gate-travel"), (Gate.Unavailable, "gate-unavailable"), (Gate.Busy, "gate-busy"), (Gate.Load, "gate-load")
    ];

    /// <summary>The gates of matching for this need and period; every closed one is named.</summary>
    /// <param name="isPromised">The expert has said yes: the load was judged before.</param>
    public Refusal? RefuseByGates(Guid needId, DayPeriod? period, DateTimeOffset now, bool isPromised = false)
    {
        if (Request?.Need(needId) is not { } need) return new Refusal(RefusalKind.Conflict, "request-not-open");
        if (Applicant is { IsOut: true }) return new Refusal(RefusalKind.Conflict, "organisation-not-active");
        if (Host is { } host)
        {
            var able = host.Organisation.Membership == "active" && host.Id != Request.OrganisationId && need.Kind != "expert";
            return able && IsOfHost ? null : new Refusal(RefusalKind.Conflict, "not-eligible", new FieldFault("expertId", able ? "host-person-gone" : "host-not-active"));
        }
        if (Candidate is null) return new Refusal(RefusalKind.Conflict, "not-eligible", new FieldFault("expertId", "unknown-id"));
        // No period of their own means no days to compare, whatever the applicant prefers.
        var wanted = Wanted.Of(Request, need, period, now) with { MostLive = isPromised ? int.MaxValue : MostLive };
        if (period is null) wanted = wanted with { Periods = [] };
        var closed = Gates.Closed(Candidate, wanted);
        return closed == Gate.None
            ? null
            : new Refusal(RefusalKind.Conflict, "not-eligible", [.. Faults.Where(f => closed.HasFlag(f.Gate)).Select(f => new FieldFault("expertId", f.Code))]);
    }
}

/// <summary>Reads situations.</summary>
internal sealed class Situations(
    Store<KnownRequest> requests, Store<Expert> experts, Store<KnownPerson> people, Store<KnownOrganisation> organisations, Store<Assignment> assignments, Hosts hosts,
    MatchingSettings settings)
{
    /// <param name="except">The assignment that is judged: its own days are no obstacle to it.</param>
    /// <param name="hostPerson">Of an organisation that is chosen already: whom the people meet.</param>
    public async Task<Situation> Of(Guid requestId, Guid expertId, Guid? except, CancellationToken ct, Guid? hostPerson = null)
    {
        var request = await requests.Find(requestId, ct);
        var expert = await experts.Find(expertId, ct);
        var applicant = request is null ? null : await organisations.Find(request.Value.OrganisationId, ct);
        if (expert is null)
        {
            var meets = hostPerson is { } id ? (await people.Find(id, ct))?.Value : null;
            return new Situation(request?.Value, null, applicant?.Value)
            {
                Host = await hosts.Of(expertId, ct), IsOfHost = meets is null || (meets.Active && meets.MemberOf.Contains(expertId))
            };
        }
        var person = await people.Find(expert.Value.PersonId, ct);
        var work = await Everything.Of(assignments, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.WorkOf, expertId.ToString()));
        var candidate = Candidate.Of(expert.Id, expert.Value).With(person?.Value)
            with { Work = Workloads.Of(work.Where(a => a.Id != except).Select(a => a.Value)) };
        return new Situation(request?.Value, candidate, applicant?.Value) { MostLive = settings.MostLive };
    }
}
