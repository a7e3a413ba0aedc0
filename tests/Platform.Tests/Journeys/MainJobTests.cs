using System.Diagnostics;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Local.Demo;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>
/// The demonstration, and on it the main job, whole, as another program does it: a script that knows the demonstration's file and the OpenAPI document,
/// nothing else. In the journeys' collection though it has a platform of its own: two that make their stores at the same moment are more than the
/// test's MongoDB endpoint takes.
/// </summary>
[Collection<WholePlatform>]
public sealed class MainJobTests(DemoPlatform demo) : IClassFixture<DemoPlatform>
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_walks_a_request_from_draft_to_closed_and_everybody_is_told_as_the_domain_says()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "tests", "walk.py"), DemoFile.PathIn(demo.State)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var walk = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(Within);
        var (said, errors) = (walk.StandardOutput.ReadToEndAsync(deadline.Token), walk.StandardError.ReadToEndAsync(deadline.Token));
        await walk.WaitForExitAsync(deadline.Token);
        Assert.True(walk.ExitCode == 0, await said + await errors);
        TestContext.Current.TestOutputHelper!.WriteLine((await said).Split('\n')[^3]);
    }

    [Fact]
    public async Task The_demonstration_shows_forty_requests_in_every_state_thirty_experts_and_what_became_of_them()
    {
        using var coordinator = await demo.As("sofia.marinova@example.org", Cancel);
        // Made by the demonstration; a walk may have added its own.
        var requests = (await All(coordinator, "/api/requests")).Where(r => Id(r).StartsWith("01990000-", StringComparison.Ordinal)).ToList();
        Assert.Equal(40, requests.Count);
        using var authority = await demo.As("andrii.melnyk@example.org", Cancel);
        var seen = requests.Concat(await All(authority, "/api/requests")).Select(r => Text(r, "status")).ToHashSet();
        // What was discarded is in no list. In the stories nobody offers help unasked and still waits, and nobody is replaced.
        Assert.Superset(RequestCodes.Status.Except(["discarded"]).ToHashSet(), seen);
        Assert.Superset(ExpertCodes.AssignmentStatus.Except(["interested", "replaced"]).ToHashSet(), (await All(coordinator, "/api/assignments")).Select(a => Text(a, "status")).ToHashSet());
        Assert.Equal(30, (await All(coordinator, "/api/experts")).Count);

        Assert.All((await coordinator.Get("/api/requests/pipeline", Cancel)).Body!["statuses"]!.AsArray(), group => Assert.True(group!["count"]!.GetValue<int>() > 0));
        foreach (var name in (string[])["sofia.marinova", "thomas.keller", "iryna.ostapenko"])
        {
            using var client = await demo.As(name + "@example.org", Cancel);
            Assert.NotEmpty((await client.Get("/api/today", Cancel)).Body!["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task What_happened_months_ago_stands_in_the_inboxes_and_is_not_mailed()
    {
        using var coordinator = await demo.As("thomas.keller@example.org", Cancel);
        var inbox = await Wait.Until(_ => All(coordinator, "/api/inbox"), items => items.Count(i => Text(i, "event") == "submitted") >= 38, Cancel);
        Assert.Contains(inbox, i => i["at"]!.GetValue<DateTimeOffset>() < DateTimeOffset.UtcNow.AddDays(-300));
        using var administrator = await demo.As("marta.nowak@example.org", Cancel);
        Assert.All(await All(administrator, "/api/deliveries"), d => Assert.True(d["at"]!.GetValue<DateTimeOffset>() > DateTimeOffset.UtcNow.AddDays(-31)));
    }

    private static async Task<IReadOnlyList<JsonNode>> All(PlatformClient client, string list)
    {
        List<JsonNode> items = [];
        for (string? cursor = null; ;)
        {
            var page = (await client.Get($"{list}?limit=100{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", Cancel)).Must(System.Net.HttpStatusCode.OK).Body!;
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = page["next"]?.GetValue<string>();
            if (cursor is null) return items;
        }
    }

    private static string Id(JsonNode item) => Text(item, "id");

    private static string Text(JsonNode item, string field) => item[field]!.GetValue<string>();
}
