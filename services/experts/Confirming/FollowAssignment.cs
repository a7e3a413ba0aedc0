using Alliance.Experts.Ending;
using Alliance.Experts.Knowing;
using Alliance.Experts.Working;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Confirming;

/// <summary>
/// What one entry of an assignment means for other documents. Called for every entry before it is published, again after a crash, and by
/// several entries at once: it looks at what is there now and moves only what is not yet as it should be, so the last to look sees all.
/// </summary>
internal sealed class FollowAssignment(Store<Assignment> store, Store<KnownRequest> requests, EndWithRequest ending, AddExperience experience)
{
    private static readonly string Completed = Wire<AssignmentStatus>.Of(AssignmentStatus.Completed);

    public async Task Of(Stored<Assignment> document, HistoryEntry entry, CancellationToken ct)
    {
        var request = (await requests.Find(document.Value.RequestId, ct))?.Value;
        // A step that crossed the end of its request: the list that was ended then did not hold it.
        if (request is { IsOver: true }) await ending.One(document.Id, request, ct);
        else await Settle(document.Value.NeedId, request, ct);
        if (entry.To == Completed) await experience.Of(document, ct);
    }

    private async Task Settle(Guid needId, KnownRequest? request, CancellationToken ct)
    {
        if (request?.Need(needId) is not { } need) return;
        var all = await Everything.Of(store, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.Need, needId.ToString()));
        foreach (var (id, verb) in NeedPlaces.Moves(all, need.Quantity))
        {
            var read = all.First(a => a.Id == id);
            // Stale: it has just moved, and the entry of that move settles again.
            await store.Save(read, AssignmentTransitions.Moved(read.Value, verb, request), Guid.Empty, [AssignmentTransitions.Entry(read.Value, verb)], ct);
        }
    }
}
