using Alliance.Experts.Knowing;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Ending;

/// <summary>A request that was withdrawn or cancelled takes its assignments with it: what has not begun is cancelled, what has ends early.</summary>
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
        var verb = assignment.Status == AssignmentStatus.Active ? AssignmentVerb.EndEarly
            : AssignmentTransitions.BeforeActive.Contains(assignment.Status) ? AssignmentVerb.Cancel
            : null;
        return verb is null || !request.IsOver
            ? null
            : new Advance<Assignment>(
                AssignmentTransitions.Moved(assignment, verb, request), Guid.Empty, AssignmentTransitions.Entry(assignment, verb, "request-" + request.Status));
    }
}
