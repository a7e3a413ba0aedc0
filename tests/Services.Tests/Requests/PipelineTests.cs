using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Counting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class PipelineTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_by_status_topic_and_oblast_are_those_of_the_lists()
    {
        await slice.Applicant().Draft(Ct);
        await slice.Applicant().Submitted(Ct);
        foreach (var status in new[] { RequestStatus.InReview, RequestStatus.Matching, RequestStatus.InProgress, RequestStatus.Closed, RequestStatus.Rejected })
            await slice.Store(Some.Request(status) with { SubmittedAt = DateTimeOffset.UtcNow.AddDays(-400) }, Ct);
        var coordinator = slice.Coordinator();
        var all = await Everything(coordinator);
        var open = all.Where(i => RequestStatuses.Open.Any(s => s.Wire() == Text(i, "status"))).ToArray();

        var pipeline = (await coordinator.Get("/api/requests/pipeline", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal(all.GroupBy(i => Text(i, "status")!).ToDictionary(g => g.Key, g => g.Count()), Counts("statuses"));
        Assert.Equal(
            open.SelectMany(i => i["topics"]!.AsArray().Select(t => t!.GetValue<string>())).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count()), Counts("topics"));
        Assert.Equal(open.Select(i => Text(i, "oblast")).OfType<string>().GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count()), Counts("oblasts"));

        var matching = pipeline["statuses"]!.AsArray().Single(g => Text(g!, "code") == "matching")!;
        Assert.InRange(matching["oldestDays"]!.GetValue<double>(), 399.9, double.MaxValue);
        Assert.InRange(matching["meanDays"]!.GetValue<double>(), 0.01, matching["oldestDays"]!.GetValue<double>());

        Dictionary<string, int> Counts(string by) => pipeline[by]!.AsArray().ToDictionary(g => Text(g!, "code")!, g => g!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Coordinators_and_observers_of_members_count_and_nobody_else()
    {
        var member = await slice.Member(Ct);
        Assert.Equal(HttpStatusCode.OK, (await slice.Person((Guid.CreateVersion7(), Roles.LeadCoordinator)).Get("/api/requests/pipeline", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await slice.Person((member, Roles.Observer)).Get("/api/requests/pipeline", Ct)).Status);
        ApiPerson[] others =
        [
            slice.Person((Guid.CreateVersion7(), Roles.Observer)), slice.Person((member, Roles.Expert)), slice.Person((member, Roles.AuthoritySignatory)),
            slice.Person((member, Roles.Administrator)), slice.Person()
        ];
        foreach (var other in others) Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/api/requests/pipeline", Ct)).Status);
    }

    [Fact]
    public async Task Filters_count_what_the_list_with_the_same_filters_holds()
    {
        var coordinator = slice.Coordinator();
        var word = $"насос{Guid.NewGuid():n}";
        string[][] kinds = [["water-supply", "UA05020010000053508", "high"], ["energy-efficiency", "UA32080070000050759", "normal"]];
        foreach (var status in new[] { RequestStatus.InReview, RequestStatus.Matching, RequestStatus.Closed })
            foreach (var kind in kinds)
                await slice.Store(Some.Request(status, Some.Complete with { Title = word, Topics = [kind[0]], Place = new(kind[1], null, "safe"), Urgency = kind[2] }) with { OwnerId = coordinator.Id }, Ct);
        foreach (var filter in (string[])["", "&topic=water-supply", "&oblast=UA32", "&status=matching,closed", "&urgency=high", "&topic=water-supply&status=inReview", "&assistanceType=remote-advice&urgency=normal&oblast=UA05"])
        {
            var counts = (await coordinator.Get($"/api/requests/pipeline?owner=me{filter}", Ct)).Must(HttpStatusCode.OK).Body!["statuses"]!.AsArray();
            var list = (await coordinator.Get($"/api/requests?limit=100&owner=me{filter}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
            Assert.Equal(
                list.GroupBy(i => Text(i!, "status")).Select(g => (g.Key, g.Count())).Order(),
                counts.Select(c => (Text(c!, "code"), c!["count"]!.GetValue<int>())).Order());
        }
        Assert.Equal(6, Total(await coordinator.Get($"/api/requests/pipeline?q={word}", Ct)));
        Assert.Equal(3, Total(await coordinator.Get($"/api/requests/pipeline?q={word}&topic=water-supply", Ct)));
        Assert.Equal(0, Total(await coordinator.Get($"/api/requests/pipeline?q={word}&owner=none", Ct)));
    }

    [Fact]
    public async Task What_is_overdue_is_counted_and_listed_alike_the_longest_first()
    {
        var coordinator = slice.Coordinator();
        foreach (var (status, days) in ((RequestStatus, int)[])[(RequestStatus.InReview, -1), (RequestStatus.Submitted, -9), (RequestStatus.InReview, 3), (RequestStatus.Closed, -5)])
        {
            // As it stands some days after its clock began to run.
            var clock = new Clock { Target = Targets.FirstAnswer, RunningSince = DateTimeOffset.UtcNow, DueAt = DateTimeOffset.UtcNow.AddDays(days), Told = Verb.Overdue };
            await slice.Services.GetRequiredService<Store<AssistanceRequest>>().Create(Guid.CreateVersion7(), Some.Request(status) with { OwnerId = coordinator.Id, Clock = clock }, Guid.Empty, [], Ct);
        }
        var list = (await coordinator.Get("/api/requests?owner=me&overdue=true", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(["submitted", "inReview"], list.Select(i => Text(i!, "status")));
        Assert.Equal(2, Total(await coordinator.Get("/api/requests/pipeline?owner=me&overdue=true", Ct)));
        Assert.Empty((await coordinator.Get("/api/requests?owner=me&overdue=true&status=closed", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await slice.Person().Get("/api/requests?overdue=true", Ct)).Status);
    }

    [Fact]
    public async Task What_changes_counts_at_once_and_once()
    {
        var coordinator = slice.Coordinator();
        var stored = await slice.Store(Some.Request(RequestStatus.InReview) with { OwnerId = coordinator.Id }, Ct);
        for (var i = 0; i < 3; i++) Assert.Equal(1, Total(await coordinator.Get("/api/requests/pipeline?owner=me", Ct)));
        (await coordinator.Post($"/api/requests/{stored.Id}/cancel", new JsonObject { ["reason"] = "?" }, Ct, stored.Revision)).Must(HttpStatusCode.OK);
        var after = await coordinator.Get("/api/requests/pipeline?owner=me", Ct);
        Assert.Equal(("cancelled", 1), (Text(after.Body!["statuses"]![0]!, "code"), Total(after)));
    }

    [Fact]
    public async Task An_observer_does_not_count_by_words_or_owners_and_a_misspelt_filter_is_named()
    {
        var observer = slice.Person((await slice.Member(Ct), Roles.Observer));
        (await observer.Get("/api/requests/pipeline?topic=water-supply&overdue=true", Ct)).Must(HttpStatusCode.OK);
        foreach (var filter in (string[])["owner=none", "q=pump", "topik=water-supply", "topic=nonsense", "oblast=nowhere", "overdue=maybe"])
            Assert.Equal(HttpStatusCode.BadRequest, (await observer.Get($"/api/requests/pipeline?{filter}", Ct)).Status);
    }

    private static int Total(Answer pipeline) => pipeline.Must(HttpStatusCode.OK).Body!["statuses"]!.AsArray().Sum(s => s!["count"]!.GetValue<int>());

    private static async Task<List<JsonNode>> Everything(ApiPerson coordinator)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await coordinator.Get("/api/requests?limit=100" + (cursor is null ? "" : $"&cursor={cursor}"), Ct)).Must(HttpStatusCode.OK).Body!;
            all.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = Text(page, "next");
        }
        while (cursor is not null);
        return all;
    }

    private static string? Text(JsonNode node, string field) => node[field]?.GetValue<string>();
}
