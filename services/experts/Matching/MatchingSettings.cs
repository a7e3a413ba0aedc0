using Alliance.Shared.Hosting;

namespace Alliance.Experts.Matching;

/// <summary>The weights of a score, and how fresh the picture in memory is. Published: each part of a match says of how many points it is.</summary>
internal sealed class MatchingSettings : ICheckedSettings
{
    public int Skills { get; init; } = 45;
    public int Languages { get; init; } = 20;
    public int Availability { get; init; } = 20;
    public int Experience { get; init; } = 10;
    public int Load { get; init; } = 5;
    /// <summary>Fair load: who has so many assignments on hand, from the invitation to the report, is not asked for another.</summary>
    public int MostLive { get; init; } = 5;

    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromSeconds(1);

    public IEnumerable<string> Faults()
    {
        foreach (var (name, points) in new[] { (nameof(Skills), Skills), (nameof(Languages), Languages), (nameof(Availability), Availability), (nameof(Experience), Experience), (nameof(Load), Load) })
            if (points is < 0 or > 1_000) yield return $"Matching:{name} is not between 0 and 1000; give the points of this part";
        if (MostLive < 1) yield return "Matching:MostLive is not positive; give the number of assignments one expert may have at a time";
        if (RefreshEvery <= TimeSpan.Zero) yield return "Matching:RefreshEvery is not positive; give a time like 00:00:01";
    }
}
