using System.Text.Json.Nodes;
using Alliance.Benchmarks.Measuring;
using Alliance.Benchmarks.Running;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Services.Tests.Experts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Benchmarks;

/// <summary>
/// X1: one coordinator asks for the best twenty of all experts for one need after the other; the answers come with every reason. Each answer to a
/// request is first compared with a naive sort of all: what is fast and wrong is no figure.
/// </summary>
internal static class RankExperts
{
    private const int Top = 20;
    private const int Requests = 20;
    private const int Rounds = 7;
    private const int CallsPerRound = 60;

    public static async Task<IReadOnlyDictionary<string, Spread>> Measure(CancellationToken ct)
    {
        await using var few = await Roster.Of(10_000, "10k", ct);
        await using var many = await Roster.Of(100_000, "100k", ct);
        Roster[] both = [few, many];
        foreach (var roster in both) await roster.Check(ct);
        var times = both.ToDictionary(roster => roster, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var roster in both) times[roster].Add(Spread.Percentile(await roster.Times(CallsPerRound, ct), 0.5));
        }
        return new Dictionary<string, Spread> { ["X1.10k"] = Spread.Of(times[few]), ["X1.100k"] = Spread.Of(times[many]) };
    }

    /// <param name="Asked">The requests, each of one need.</param>
    private sealed record Roster(RunningService Service, NaivePerson[] People, (Guid Id, KnownRequest Request)[] Asked, DateOnly Today) : IAsyncDisposable
    {
        public static async Task<Roster> Of(int size, string name, CancellationToken ct)
        {
            var folder = TestState.Fresh("experts-" + name);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var random = new Random(size);
            var people = Enumerable.Range(0, size).Select(_ => Person(random, today)).ToArray();
            var asked = Enumerable.Range(0, Requests).Select(_ => (Guid.CreateVersion7(), RandomCases.Request(random, today))).ToArray();
            await FilledStore.Fill("experts", folder, builder => builder.AddCollections(), async services =>
            {
                await FilledStore.Save(services.GetRequiredService<Store<KnownRequest>>(), asked, ct);
                await FilledStore.Save(services.GetRequiredService<Store<KnownPerson>>(), people.Where(p => p.Known is not null).Select(p => (p.Expert.PersonId, p.Known!)), ct);
                await FilledStore.Save(services.GetRequiredService<Store<Assignment>>(), people.SelectMany(p => p.Work).Select(w => (Guid.CreateVersion7(), w)), ct);
                await FilledStore.Save(services.GetRequiredService<Store<Expert>>(), people.Select(p => (p.Id, p.Expert)), ct);
            }, ct);
            var token = TestIssuer.Token(memberships: [(Guid.CreateVersion7(), Roles.Coordinator)], expiresIn: TimeSpan.FromHours(2));
            return new Roster(await RunningService.Start("experts", "Experts", folder, token, ct), people, asked, today);
        }

        /// <summary>Also warms it up.</summary>
        public async Task Check(CancellationToken ct)
        {
            foreach (var (id, request) in Asked)
            {
                var answer = JsonNode.Parse(await Service.Get(Path(id, request), ct))!["items"]!.AsArray();
                var naive = RankAsNaive.Sorted(People, request, Today, Top);
                if (!answer.Select(i => (i!["expertId"]!.GetValue<Guid>(), i["score"]!.GetValue<int>())).SequenceEqual(naive))
                    throw new InvalidOperationException($"The ranking of {People.Length} is not that of a naive sort.");
            }
            await Times(200, ct);
        }

        public async Task<List<double>> Times(int calls, CancellationToken ct)
        {
            List<double> times = [];
            for (var i = 0; i < calls; i++)
            {
                var (id, request) = Asked[i % Asked.Length];
                times.Add(await Service.Time(Path(id, request), ct));
            }
            return times;
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();

        private static string Path(Guid id, KnownRequest request) => $"/api/matches?request={id}&need={request.Needs[0].Id}&limit={Top}";

        /// <summary>One in ten has work on hand, at no other's place.</summary>
        private static NaivePerson Person(Random random, DateOnly today)
        {
            var person = RandomCases.Person(random, today);
            Assignment[] work = random.Next(10) != 0 ? [] :
            [
                RandomCases.Work(random, today) with
                {
                    RequestId = Guid.CreateVersion7(), NeedId = Guid.CreateVersion7(), ExpertId = person.Id, PersonId = person.Expert.PersonId, Status = AssignmentStatus.Accepted
                }
            ];
            return person with { Work = work };
        }
    }
}
