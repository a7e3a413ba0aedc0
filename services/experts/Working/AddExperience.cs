using Alliance.Shared.Storage;

namespace Alliance.Experts.Working;

/// <summary>A finished assignment adds itself to the expert's experience, once.</summary>
internal sealed class AddExperience(Store<Expert> experts)
{
    public async Task Of(Stored<Assignment> assignment, CancellationToken ct)
    {
        while (await experts.Find(assignment.Value.ExpertId, ct) is { } read)
        {
            if (Decide(read.Value, assignment) is not { } next) return;
            // The expert is writing the profile at the same moment: added to what that left.
            if (await experts.Save(read, next, Guid.Empty, [], ct) is SaveResult<Expert>.Saved) return;
        }
    }

    /// <summary>Null when it is there already.</summary>
    public static Expert? Decide(Expert expert, Stored<Assignment> assignment)
    {
        if (expert.Experience.Any(e => e.AssignmentId == assignment.Id)) return null;
        var done = assignment.Value;
        return expert with
        {
            Experience =
            [
                .. expert.Experience,
                new Experience(assignment.Id, done.RequestId, done.Oblast, done.Topics, done.PersonDays, done.CompletedAt ?? assignment.UpdatedAt)
            ]
        };
    }
}
