using Alliance.Benchmarks.Measuring;
using Alliance.Experts.Matching;
using Alliance.Services.Tests.Experts;

namespace Alliance.Benchmarks;

/// <summary>X2: how many of 10,000 random cases, ties included, are ranked as by sorting all of them by rules written down once more.</summary>
internal static class RankAsNaive
{
    private const int Cases = 10_000;
    private const int Rounds = 5;

    public static Task<IReadOnlyDictionary<string, Spread>> Measure(CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var shares = Enumerable.Range(0, Rounds).Select(round =>
        {
            ct.ThrowIfCancellationRequested();
            return Enumerable.Range(0, Cases / Rounds).Count(one => IsEqual(new Random((round * Cases) + one), now)) / (double)(Cases / Rounds);
        });
        return Task.FromResult<IReadOnlyDictionary<string, Spread>>(new Dictionary<string, Spread> { ["X2"] = Worst(Spread.Of(shares)) });
    }

    /// <summary>The median of shares would hide a round with a fault.</summary>
    private static Spread Worst(Spread spread) => spread with { Median = spread.Least };

    private static bool IsEqual(Random random, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var request = RandomCases.Request(random, today);
        var people = Enumerable.Range(0, random.Next(1, 40)).Select(_ => RandomCases.Person(random, today)).ToArray();
        var candidates = people.Select(p => Candidate.Of(p.Id, p.Expert).With(p.Known) with { Work = Workloads.Of(p.Work) }).ToArray();
        var count = random.Next(1, 25);
        return Ranking.Top(candidates, Wanted.Of(request, request.Needs[0], null, now), new MatchingSettings(), count)
            .Select(r => (r.Candidate.ExpertId, r.Score)).SequenceEqual(Sorted(people, request, today, count));
    }

    public static IEnumerable<(Guid Id, int Score)> Sorted(IEnumerable<NaivePerson> people, Alliance.Experts.Knowing.KnownRequest request, DateOnly today, int count) => people
        .Where(p => Naive.Passes(p, request, today)).Select(p => (p.Id, Score: Naive.Score(p, request, today)))
        .OrderByDescending(p => p.Score).ThenBy(p => p.Id.ToString(), StringComparer.Ordinal).Take(count);
}
