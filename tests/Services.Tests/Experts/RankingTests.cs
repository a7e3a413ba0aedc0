using Alliance.Experts.Matching;
using Xunit;

namespace Alliance.Services.Tests.Experts;

public sealed class RankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The naive way reads the profiles themselves, judges each rule in its own words, and sorts all.</summary>
    [Fact]
    public void Ten_thousand_random_cases_rank_as_a_naive_sort_does()
    {
        var weights = new MatchingSettings();
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var (ties, found) = (0, 0);
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var request = RandomCases.Request(random, today);
            var people = Enumerable.Range(0, random.Next(1, 40)).Select(_ => RandomCases.Person(random, today)).ToArray();
            var candidates = people.Select(p => Candidate.Of(p.Id, p.Expert).With(p.Known) with { Work = Workloads.Of(p.Work) }).ToArray();
            var count = random.Next(1, 25);

            var ranked = Ranking.Top(candidates, Wanted.Of(request, request.Needs[0], null, Now), weights, count);
            var naive = people.Where(p => Naive.Passes(p, request, today))
                .Select(p => (p.Id, Score: Naive.Score(p, request, today)))
                .OrderByDescending(p => p.Score).ThenBy(p => p.Id.ToString(), StringComparer.Ordinal).Take(count).ToArray();

            Assert.True(naive.SequenceEqual(ranked.Select(r => (r.Candidate.ExpertId, r.Score))),
                $"seed {seed}: {string.Join(' ', naive)} but {string.Join(' ', ranked.Select(r => (r.Candidate.ExpertId, r.Score)))}");
            ties += naive.Length - naive.Select(n => n.Score).Distinct().Count();
            found += naive.Length;
            foreach (var one in ranked)
            {
                var wanted = Wanted.Of(request, request.Needs[0], null, Now);
                // Explained by what was counted, and each reason has its words.
                Assert.Equal(one.Score, Explain.Parts(one.Candidate, wanted, weights).Select(Reasons.Say).Sum(p => p.Points));
                Assert.All(Explain.Missing(one.Candidate, wanted, weights).Select(Reasons.Say), m => Assert.NotEmpty(m.Text));
            }
            if (ranked.Length > 0)
                Assert.Equal(ranked.Length, Ranking.RankOf(ranked[^1], candidates, Wanted.Of(request, request.Needs[0], null, Now), weights));
        }
        // Otherwise the cases would say nothing.
        Assert.True(ties > 5_000 && found > 50_000, $"{ties} ties among {found}");
    }
}
