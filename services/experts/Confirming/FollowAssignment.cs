using Alliance.Experts.Certifying;
using Alliance.Experts.Ending;
using Alliance.Experts.Knowing;
using Alliance.Experts.Proposing;
using Alliance.Experts.Working;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Confirming;

/// <summary>
/// What one entry of an assignment means for other documents. Called for every entry before it is published, again after a crash, and by
/// several entries at once: it looks at what is there now and moves only what is not yet as it should be, so the last to look sees all.
/// </summary>
internal sealed class FollowAssignment(Store<Assignment> store, Store<KnownRequest> requests, AddExperience experience, IssueCertificate certificates)
{
    private static readonly string Completed = Wire<AssignmentStatus>.Of(AssignmentStatus.Completed);

    public async Task Of(Stored<Assignment> document, HistoryEntry entry, CancellationToken ct)
    {
        var request = (await requests.Find(document.Value.RequestId, ct))?.Value;
        var need = await Everything.Of(store, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.Need, document.Value.NeedId.ToString()));
        // Stale: it has just moved, and the entry of that move is followed again.
        foreach (var (read, step) in Decide(document.Id, need, request)) await store.Save(read, step.Next, step.ActorId, step.Steps, ct);
        // Made once: with its id there is nothing more to make; where the expert has come to stand for the need otherwise, that stands.
        if (entry.Verb == AssignmentVerb.Replace && document.Value is { ReplacedBy: { } next, Successor: { } successor } && await store.Find(next, ct) is null)
            await store.Create(next, successor with { Selection = successor.Selection with { Reason = entry.Text } }, entry.ActorId, [ProposeExpert.First(entry.Text)], ct);
        if (entry.To != Completed) return;
        await experience.Of(document, ct);
        await certificates.Of(document.Id, ct);
    }

    /// <param name="id">Whose entry it is.</param>
    /// <param name="need">All assignments of its need, as they are now.</param>
    public static IEnumerable<(Stored<Assignment> Read, Advance<Assignment> Step)> Decide(Guid id, IReadOnlyList<Stored<Assignment>> need, KnownRequest? request)
    {
        // A step that crossed the end of its request: the list that was ended then did not hold it.
        if (request is { EndsWork: true } && need.FirstOrDefault(a => a.Id == id) is { } own && EndWithRequest.Decide(own.Value, request) is { } end)
        {
            yield return (own, end);
            yield break;
        }
        if (request is { IsOver: true }) yield break;
        if (need.Count == 0 || request?.Need(need[0].Value.NeedId) is not { } asked) yield break;
        foreach (var (moved, verb) in NeedPlaces.Moves(need, asked.Quantity))
        {
            var read = need.First(a => a.Id == moved);
            yield return (read, new Advance<Assignment>(AssignmentTransitions.Moved(read.Value, verb, request), Guid.Empty, AssignmentTransitions.Entry(read.Value, verb)));
        }
    }
}
