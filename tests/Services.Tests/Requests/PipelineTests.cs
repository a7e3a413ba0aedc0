using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Shared.Identity;
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
