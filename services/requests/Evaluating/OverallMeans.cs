using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>The means of all evaluations, for the statistics. Counted over all of them, so once a minute at most, whoever asks.</summary>
internal sealed class OverallMeans(Store<Evaluation> evaluations, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Known? known;

    public async Task<IReadOnlyList<MeanScore>> Now(CancellationToken ct)
    {
        if (Volatile.Read(ref known) is { } kept && clock.GetUtcNow() < kept.Until) return kept.Means;
        var tallies = await evaluations.Tally(Evaluations.Overall, "", Evaluations.AskedAt, ct);
        var means = EvaluationSummary.Overall(tallies.Select(t => (t.Value, t.Count)));
        Volatile.Write(ref known, new Known(means, clock.GetUtcNow() + Kept));
        return means;
    }

    private sealed record Known(IReadOnlyList<MeanScore> Means, DateTimeOffset Until);
}
