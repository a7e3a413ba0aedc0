using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Benchmarks.Measuring;
using Alliance.Benchmarks.Running;
using Alliance.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Place = Alliance.Requests.Place;

namespace Alliance.Benchmarks;

/// <summary>
/// A3: a coordinator's list of twenty among 100,000 requests, against reading one of them; the board, the work list and the statistics against that list. One call of
/// each in turn.
/// </summary>
internal static class ListRequests
{
    private const int Size = 100_000;
    private const int Rounds = 7;
    private const int CallsPerRound = 150;

    private static readonly RequestStatus[] States = [RequestStatus.Submitted, RequestStatus.InReview, RequestStatus.Approved, RequestStatus.Matching, RequestStatus.Closed];
    private static readonly string[] Topics = ["water-supply", "energy-efficiency", "strategic-planning", "waste-management", "civil-protection"];
    private static readonly string[] Places = ["UA32080070000050759", "UA59040130000041676", "UA48060150000071713", "UA05020030000031457"];

    /// <summary>As a coordinator works: what is in one state, newest first; what is about one topic.</summary>
    private static readonly string[] Lists = ["/api/requests?status=matching&limit=20", "/api/requests?topic=water-supply&limit=20", "/api/requests?status=submitted&limit=20", "/api/requests?limit=20"];

    /// <summary>What counts all of them, or finds what waits among them.</summary>
    private static readonly (string Id, string[] Paths)[] Counts =
    [
        ("A3.board", ["/api/requests/pipeline"]),
        ("A3.filter", ["/api/requests/pipeline?topic=water-supply&urgency=normal", "/api/requests/pipeline?oblast=UA32&status=matching,approved", "/api/requests/pipeline?owner=me"]),
        ("A3.today", ["/api/today"]),
        ("A3.counts", ["/api/requests/statistics", "/api/requests/statistics?from=2026-02-01&to=2026-02-28&topic=water-supply&oblast=UA32"])
    ];

    public static async Task<IReadOnlyDictionary<string, Spread>> Measure(CancellationToken ct)
    {
        var folder = TestState.Fresh("requests-100k");
        var random = new Random(1);
        var documents = Enumerable.Range(1, Size).Select(number => (Guid.CreateVersion7(), Some(random, number))).ToArray();
        await FilledStore.Fill("requests", folder, builder => builder.AddCollections(), services => FilledStore.Save(services.GetRequiredService<Store<AssistanceRequest>>(), documents, ct), ct);

        var token = TestIssuer.Token(memberships: [(Guid.CreateVersion7(), Roles.Coordinator)], expiresIn: TimeSpan.FromHours(2));
        await using var service = await RunningService.Start("requests", "Requests", folder, token, ct);
        foreach (var list in Lists)
        {
            if (JsonNode.Parse(await service.Get(list, ct))!["items"]!.AsArray().Count != 20) throw new InvalidOperationException($"{list} is no list of 20.");
        }
        var counted = JsonNode.Parse(await service.Get("/api/requests/pipeline", ct))!["statuses"]!.AsArray().Sum(s => s!["count"]!.GetValue<int>());
        if (counted != Size) throw new InvalidOperationException($"The board counts {counted} of {Size}.");
        // Until the code is warm.
        await Round(service, documents, random, 300, ct);
        var ratios = new Dictionary<string, List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (id, ratio) in await Round(service, documents, random, CallsPerRound, ct))
            {
                if (!ratios.TryGetValue(id, out var all)) ratios[id] = all = [];
                all.Add(ratio);
            }
        }
        return ratios.ToDictionary(r => r.Key, r => Spread.Of(r.Value));
    }

    private static async Task<Dictionary<string, double>> Round(RunningService service, (Guid Id, AssistanceRequest)[] documents, Random random, int calls, CancellationToken ct)
    {
        List<double> lists = [], reads = [];
        var others = Counts.ToDictionary(c => c.Id, _ => new List<double>());
        for (var i = 0; i < calls; i++)
        {
            lists.Add(await service.Time(Lists[i % Lists.Length], ct));
            reads.Add(await service.Time($"/api/requests/{documents[random.Next(documents.Length)].Id}", ct));
            foreach (var (id, paths) in Counts) others[id].Add(await service.Time(paths[i % paths.Length], ct));
        }
        var list = Spread.Percentile(lists, 0.5);
        var ratios = others.ToDictionary(o => o.Key, o => Spread.Percentile(o.Value, 0.5) / list);
        ratios["A3"] = list / Spread.Percentile(reads, 0.5);
        return ratios;
    }

    private static AssistanceRequest Some(Random random, int number) => new()
    {
        OrganisationId = Guid.CreateVersion7(),
        Status = States[random.Next(States.Length)],
        Reference = $"REQ-2026-{number.ToString("000000", CultureInfo.InvariantCulture)}",
        Submissions = 1,
        SubmittedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number),
        Content = new RequestContent
        {
            Title = $"Втрати води у мережі {number}",
            Summary = "Половина води губиться між свердловиною і краном; потрібна порада, з чого почати і як це порахувати.",
            Background = string.Join(' ', Enumerable.Repeat("Мережа збудована 1974 року, аварії щотижня, насоси старі.", 8)),
            ExpectedResults = "План заходів, у якому названо десять найгірших ділянок і вартість їх заміни.",
            Language = "uk",
            AssistanceType = "remote-advice",
            DeliveryMode = "online",
            Topics = [Topics[random.Next(Topics.Length)]],
            Urgency = "normal",
            NeededBy = new DateOnly(2027, 6, 30),
            Place = new Place(Places[random.Next(Places.Length)], null, "safe"),
            Contact = new Contact("Олена Приклад", "інженерка", "olena@example.org", null, "uk"),
            Needs = [new Need { Id = Guid.CreateVersion7(), Role = "Adviser", Kind = "expert", Quantity = 1, PersonDays = 3, Must = true, Languages = [new LanguageSkill("en", "B2")] }],
            Visibility = "members"
        }
    };
}
