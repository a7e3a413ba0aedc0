namespace Alliance.Experts.Matching;

/// <summary>From an expert's assignments to what matching asks of them. Pure.</summary>
internal static class Workloads
{
    public static Candidate.Workload Of(IEnumerable<Assignment> assignments)
    {
        List<DaySpan> held = [];
        var live = 0;
        Dictionary<int, int> days = [];
        foreach (var assignment in assignments)
        {
            if (assignment.IsLive) live++;
            if (assignment is { HoldsDays: true, Period: { } period }) held.Add(DaySpan.Of(period));
            if (!CountsDays(assignment)) continue;
            var year = (assignment.Period?.From ?? DateOnly.FromDateTime((assignment.Invitation?.SentAt ?? default).UtcDateTime)).Year;
            days[year] = days.GetValueOrDefault(year) + assignment.PersonDays;
        }
        return new Candidate.Workload(DaySpan.Joined(held), live, days);
    }

    /// <summary>Promised or done; an invitation nobody has answered takes no days.</summary>
    private static bool CountsDays(Assignment assignment) => assignment.HoldsPlace || assignment.Status is AssignmentStatus.Accepted or AssignmentStatus.Reserve;
}
