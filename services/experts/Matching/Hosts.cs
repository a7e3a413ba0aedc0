using Alliance.Experts.Knowing;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Matching;

/// <summary>Reads the organisations that could receive people. There are hundreds of them, not thousands; their experts come from the picture in memory.</summary>
internal sealed class Hosts(Store<KnownOrganisation> organisations, Store<KnownPerson> people, Store<Assignment> assignments, RosterInMemory roster)
{
    /// <summary>Values of one condition.</summary>
    private const int AtOnce = 50;

    /// <summary>Whom a coordinator may ask: those that can receive, and have somebody to speak for them.</summary>
    public async Task<IReadOnlyList<HostOrganisation>> All(CancellationToken ct)
    {
        var able = await Everything.Of(organisations, KnownOrganisation.UpdatedAt, ct, new Where<KnownOrganisation>(KnownOrganisation.Hosts, "all"));
        return [.. (await Made(able, ct)).Where(h => h.Speakers.Count > 0)];
    }

    /// <summary>One, whether or not it is among them; null where no such organisation is known.</summary>
    public async Task<HostOrganisation?> Of(Guid id, CancellationToken ct) => await organisations.Find(id, ct) is { } one ? (await Made([one], ct))[0] : null;

    private async Task<IReadOnlyList<HostOrganisation>> Made(IReadOnlyList<Stored<KnownOrganisation>> able, CancellationToken ct)
    {
        var (speakers, received) = (new List<Stored<KnownPerson>>(), new List<Stored<Assignment>>());
        foreach (var some in able.Select(o => o.Id.ToString()).Chunk(AtOnce))
        {
            speakers.AddRange(await Everything.Of(people, KnownPerson.UpdatedAt, ct, new Where<KnownPerson>(KnownPerson.Speakers, some)));
            received.AddRange(await Everything.Of(assignments, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.WorkOf, some)));
        }
        var colleagues = able.ToDictionary(o => o.Id, _ => new List<Candidate>());
        foreach (var candidate in await roster.Now(ct))
            foreach (var id in candidate.MemberOf.Append(candidate.EmployerId ?? Guid.Empty).Distinct())
                if (colleagues.TryGetValue(id, out var own)) own.Add(candidate);
        var speaking = speakers.DistinctBy(p => p.Id).SelectMany(p => p.Value.SpeaksFor!, (person, organisation) => (person, organisation)).ToLookup(p => p.organisation, p => p.person);
        var work = received.ToLookup(a => a.Value.ExpertId, a => a.Value);
        return [.. able.Select(o => HostOrganisation.Of(o.Id, o.Value, [.. speaking[o.Id].OrderByDescending(p => p.Value.Administers?.Contains(o.Id)).ThenBy(p => p.Id).Select(p => p.Id)], colleagues[o.Id], [.. work[o.Id]]))];
    }
}
