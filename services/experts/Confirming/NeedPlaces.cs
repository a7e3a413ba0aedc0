using Alliance.Shared.Storage;

namespace Alliance.Experts.Confirming;

/// <summary>
/// What the places of one need make of those who accepted: with a free place for somebody, the longest-waiting reserve is accepted again; when all
/// places are taken, who accepted is a reserve; once work begins, who is still a reserve was not selected. Pure, and a fixed point:
/// done again upon its own result it changes nothing.
/// </summary>
internal static class NeedPlaces
{
    public static IReadOnlyList<(Guid Id, string Verb)> Moves(IReadOnlyList<Stored<Assignment>> all, int quantity)
    {
        var free = quantity - all.Count(a => a.Value.HoldsPlace);
        var waiting = all.Where(a => a.Value.Status == AssignmentStatus.Accepted).ToArray();
        if (free <= 0)
        {
            var full = waiting.Select(a => (a.Id, AssignmentVerb.Reserve));
            // Who offered help is let go with the reserves: there is no place left to be proposed for.
            return [.. full, .. NotSelected([.. Reserves(all), .. all.Where(a => a.Value.Status == AssignmentStatus.Interested)])];
        }
        var reserves = Reserves(all).OrderBy(a => a.Value.Invitation?.AnsweredAt).ThenBy(a => a.Id).ToArray();
        var promoted = reserves.Take(Math.Max(0, free - waiting.Length)).ToArray();
        return [.. promoted.Select(a => (a.Id, AssignmentVerb.Promote)), .. NotSelected(reserves.Except(promoted))];

        IEnumerable<(Guid, string)> NotSelected(IEnumerable<Stored<Assignment>> left) =>
            all.Any(a => a.Value.StartedAt is not null && a.Value.HoldsPlace) ? left.Select(a => (a.Id, AssignmentVerb.NotSelect)) : [];
    }

    /// <summary>The places nobody holds.</summary>
    public static IReadOnlyList<int> Free(IReadOnlyList<Stored<Assignment>> all, int quantity)
    {
        var taken = all.Where(a => a.Value.HoldsPlace).Select(a => a.Value.Place).ToHashSet();
        return [.. Enumerable.Range(1, quantity).Where(place => !taken.Contains(place))];
    }

    private static IEnumerable<Stored<Assignment>> Reserves(IReadOnlyList<Stored<Assignment>> all) => all.Where(a => a.Value.Status == AssignmentStatus.Reserve);
}
