using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Xunit;

namespace Alliance.Services.Tests.Experts;

public sealed class RankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);
    private static readonly string[] Topics = ["water-supply", "energy-efficiency", "strategic-planning", "waste-management"];
    private static readonly string[] Tongues = ["en", "uk", "bg", "de"];
    private static readonly string[] Levels = ["A1", "A2", "B1", "B2", "C1", "C2"];
    private static readonly string[] Modes = ["onsite", "online", "hybrid"];
    private static readonly string[] Oblasts = ["UA32", "UA05", "UA59"];
    private static readonly Guid[] Organisations = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    /// <summary>The naive way reads the profiles themselves, judges each rule in its own words, and sorts all.</summary>
    [Fact]
    public void Ten_thousand_random_cases_rank_as_a_naive_sort_does()
    {
        var weights = new MatchingSettings();
        var (ties, found) = (0, 0);
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var request = SomeRequest(random);
            var people = Enumerable.Range(0, random.Next(1, 40)).Select(_ => SomePerson(random)).ToArray();
            var candidates = people.Select(p => Candidate.Of(p.Id, p.Expert).With(p.Known) with { Work = Workloads.Of(p.Work) }).ToArray();
            var count = random.Next(1, 25);

            var ranked = Ranking.Top(candidates, Wanted.Of(request, request.Needs[0], null, Now), weights, count);
            var naive = people.Where(p => Naive.Passes(p, request))
                .Select(p => (p.Id, Score: Naive.Score(p, request)))
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

    private static KnownRequest SomeRequest(Random random)
    {
        var need = new OpenNeed(
            Guid.CreateVersion7(), "expert", Some(random, Topics, 3), [], random.Next(1, 5),
            [.. Some(random, Tongues, 2).Select(t => new LanguageLevel(t, random.Next(4) == 0 ? null : Pick(random, Levels)))], 1, random.Next(0, 10), Must: true);
        return new KnownRequest(
            1, "matching", OnHold: false, Pick(random, Organisations), null, null, [need], Pick(random, Modes), random.Next(4) == 0 ? null : Pick(random, Oblasts), null,
            [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => SomePeriod(random))], null);
    }

    private static NaivePerson SomePerson(Random random)
    {
        var expert = new Expert
        {
            PersonId = Guid.CreateVersion7(),
            Status = random.Next(6) == 0 ? Pick(random, Enum.GetValues<ExpertStatus>()) : ExpertStatus.Active,
            Consent = random.Next(2) == 0 ? null : new EmployerConsent(new DateOnly(2026, 11, 20).AddDays(random.Next(0, 90)), Guid.Empty, Now),
            Profile = new Profile
            {
                Employer = random.Next(3) == 0 ? null : new Employer(random.Next(2) == 0 ? Pick(random, Organisations) : Guid.CreateVersion7(), null, random.Next(4) == 0),
                Competences = [.. Some(random, Topics, 4).Select(t => new Competence(t, random.Next(1, 5), null))],
                Languages = [.. Some(random, Tongues, 4).Select(t => new SpokenLanguage(t, Pick(random, Levels)))],
                Availability = new Availability
                {
                    Windows = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => SomeDays(random))],
                    Unavailable = [.. Enumerable.Range(0, random.Next(0, 2)).Select(_ => SomeDays(random))],
                    MaxDaysPerYear = random.Next(3) == 0 ? random.Next(0, 20) : null,
                    NoticeDays = random.Next(3) == 0 ? random.Next(0, 60) : null,
                    Modes = random.Next(2) == 0 ? [] : Some(random, Modes, 2),
                    Travel = Pick(random, ["to-ukraine", "to-ukraine", "eu-only", "remote-only"])
                }
            },
            Experience = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new Experience(Guid.Empty, Guid.Empty, Pick(random, Oblasts), Some(random, Topics, 2), 3, Now))]
        };
        var work = Enumerable.Range(0, random.Next(0, 4)).Select(_ => SomeWork(random)).ToArray();
        var known = random.Next(2) == 0 ? null : new KnownPerson(1, random.Next(8) != 0, random.Next(4) == 0 ? [Pick(random, Organisations)] : []);
        return new NaivePerson(Guid.CreateVersion7(), expert, known, work);
    }

    private static Assignment SomeWork(Random random) => new()
    {
        RequestId = Guid.Empty,
        NeedId = Guid.Empty,
        OrganisationId = Guid.Empty,
        ExpertId = Guid.Empty,
        PersonId = Guid.Empty,
        Status = Pick(random, Enum.GetValues<AssignmentStatus>()),
        Period = random.Next(5) == 0 ? null : SomePeriod(random),
        DeliveryMode = Pick(random, Modes),
        PersonDays = random.Next(0, 10),
        Selection = new Selection(1, 0, [], [], Guid.Empty, null),
        Invitation = new Invitation(Now, Now)
    };

    private static DayPeriod SomePeriod(Random random)
    {
        var from = new DateOnly(2026, 11, 20).AddDays(random.Next(0, 80));
        return new DayPeriod(from, from.AddDays(random.Next(0, 10)));
    }

    private static Days SomeDays(Random random)
    {
        var from = new DateOnly(2026, 11, 20).AddDays(random.Next(0, 80));
        return new Days(from, from.AddDays(random.Next(0, 30)));
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string[] Some(Random random, string[] of, int most) => [.. of.OrderBy(_ => random.Next()).Take(random.Next(0, most + 1))];
}
