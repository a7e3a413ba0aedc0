using Alliance.Experts.Knowing;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Ending;

/// <summary>
/// What the end of a request means for its assignments. Withdrawn, cancelled or closed: what has not begun is cancelled, what has ends early. Delivered: what
/// has not begun is cancelled, work that is under way comes to its report. Unfilled: offers and open invitations end with the search, nobody waits in vain;
/// proposals and who said yes stay, since the search may be opened again.
/// </summary>
internal sealed class EndWithRequest(Store<Assignment> store)
{
    private static readonly string[] States =
        [.. AssignmentTransitions.BeforeActive.Append(AssignmentStatus.Active).Select(Wire<AssignmentStatus>.Of)];

    /// <summary>All there are now. What is saved later finds the request over by itself (<see cref="Confirming.FollowAssignment"/>).</summary>
    /// <returns>How many had not ended before.</returns>
    public async Task<int> All(Guid requestId, KnownRequest request, CancellationToken ct)
    {
        var left = await Everything.Of(store, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.RequestState, [.. States.Select(s => $"{requestId}|{s}")]));
        foreach (var assignment in left)
        {
            await One(assignment.Id, request, ct);
            FailPoints.Reach("after-one-ended");
        }
        return left.Count;
    }

    private async Task One(Guid id, KnownRequest request, CancellationToken ct)
    {
        while (await store.Find(id, ct) is { } read && Decide(read.Value, request) is { } end)
        {
            // Whoever was faster left another state; it is judged again.
            if (await store.Save(read, end.Next, end.ActorId, end.Steps, ct) is SaveResult<Assignment>.Saved) return;
        }
    }

    /// <summary>Null when there is nothing to end.</summary>
    public static Advance<Assignment>? Decide(Assignment assignment, KnownRequest request)
    {
        var verb = (request.Status, assignment.Status) switch
        {
            ("withdrawn" or "cancelled" or "closed", AssignmentStatus.Active) => AssignmentVerb.EndEarly,
            ("withdrawn" or "cancelled" or "closed" or "delivered", var status) when AssignmentTransitions.BeforeActive.Contains(status) => AssignmentVerb.Cancel,
            ("unfilled", AssignmentStatus.Interested or AssignmentStatus.Invited) => AssignmentVerb.Cancel,
            ("unfilled", AssignmentStatus.Proposed) when assignment.InterestedAt is not null => AssignmentVerb.Cancel,
            _ => null
        };
        return verb is null
            ? null
            : new Advance<Assignment>(
                AssignmentTransitions.Moved(assignment, verb, request), Guid.Empty, AssignmentTransitions.Entry(assignment, verb, "request-" + request.Status));
    }
}
