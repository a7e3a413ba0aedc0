using Alliance.Experts.Knowing;

namespace Alliance.Experts.Matching;

/// <summary>
/// The profiles as matching compares them. One writer (<see cref="RefreshRoster"/>), any number of readers, each with one picture. A second old
/// at most: enough to rank by, and not what a step is decided by: propose, invite and confirm read the documents.
/// </summary>
internal sealed class RosterInMemory
{
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Guid, Candidate> candidates = [];
    private readonly Dictionary<Guid, Guid> expertOf = [];
    private readonly Dictionary<Guid, KnownPerson> people = [];
    private readonly Dictionary<Guid, Dictionary<Guid, Assignment>> work = [];
    private Candidate[] picture = [];

    /// <summary>Waits for the first whole picture after the start; those in use only.</summary>
    public async ValueTask<Candidate[]> Now(CancellationToken ct)
    {
        if (!loaded.Task.IsCompleted) await loaded.Task.WaitAsync(ct);
        return Volatile.Read(ref picture);
    }

    public void Changed(Guid id, Expert expert)
    {
        expertOf[expert.PersonId] = id;
        candidates[id] = Candidate.Of(id, expert).With(people.GetValueOrDefault(expert.PersonId)) with { Work = WorkOf(id) };
    }

    public void Changed(Guid personId, KnownPerson person)
    {
        people[personId] = person;
        if (expertOf.TryGetValue(personId, out var id)) candidates[id] = candidates[id].With(person);
    }

    /// <summary>What is over and took no days is forgotten.</summary>
    public void Changed(Guid id, Assignment assignment)
    {
        if (!work.TryGetValue(assignment.ExpertId, out var own)) work[assignment.ExpertId] = own = [];
        if (assignment.IsLive || assignment.HoldsPlace) own[id] = assignment;
        else if (!own.Remove(id)) return;
        if (candidates.TryGetValue(assignment.ExpertId, out var candidate)) candidates[assignment.ExpertId] = candidate with { Work = WorkOf(assignment.ExpertId) };
    }

    /// <summary>From now on readers see all that was changed.</summary>
    public void Publish()
    {
        Volatile.Write(ref picture, [.. candidates.Values.Where(c => c.Active)]);
        loaded.TrySetResult();
    }

    private Candidate.Workload WorkOf(Guid expertId) => work.TryGetValue(expertId, out var own) ? Workloads.Of(own.Values) : Candidate.Workload.None;
}
