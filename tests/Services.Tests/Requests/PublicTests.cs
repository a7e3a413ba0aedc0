using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Reporting;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>What anybody reads without signing in: published requests, by public fields alone, whatever the call asks for.</summary>
[Collection("requests")]
public sealed class PublicTests(RequestsSlice slice)
{
    private static readonly string[] Fields =
        ["assistanceType", "id", "language", "neededBy", "oblast", "reference", "status", "submittedAt", "summary", "translations", "title", "topics", "updatedAt"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_is_public_and_approved_is_shown_whatever_is_asked_for()
    {
        var shown = await Everything();
        var (seen, pages) = await Walk("limit=2");
        Assert.Equal(shown.Where(seen.Contains).Order(), shown.Order());
        foreach (var id in seen) AssertPublic((await Get($"/api/requests/{id}")).Body!.AsObject());
        Assert.True(pages > 1);
        foreach (var sort in (string[])["updatedAt", "-updatedAt", "submittedAt", "-submittedAt", "neededBy", "-neededBy"])
            Assert.Equal(seen.Order(), (await Walk($"limit=3&sort={sort}")).Seen.Order());
        foreach (var status in RequestStatuses.All)
        {
            var found = (await Walk($"limit=100&status={status}")).Seen;
            Assert.True(found.Count == 0 || RequestStatuses.Published.Any(s => s.Wire() == status), status);
            Assert.Empty(found.Except(seen));
        }
        foreach (var filter in (string[])["topic=water-supply", "oblast=UA05", "assistanceType=remote-advice", "topic=water-supply&oblast=UA05&assistanceType=remote-advice&status=approved,closed"])
            Assert.Empty((await Walk($"limit=100&{filter}")).Seen.Except(seen));
    }

    [Fact]
    public async Task No_other_document_is_there_for_nobody()
    {
        foreach (var visibility in (string[])["public", "members", "participants", "restricted"])
        {
            foreach (var status in RequestStatuses.All)
            {
                var stored = await slice.Store(Of(status, visibility), Ct);
                var expected = visibility == "public" && RequestStatuses.Published.Any(s => s.Wire() == status) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
                Assert.Equal((status, visibility, expected), (status, visibility, (await Call($"/api/requests/{stored.Id}")).Status));
                Assert.Equal(HttpStatusCode.Unauthorized, (await Call($"/api/requests/{stored.Id}/history")).Status);
            }
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await Call("/api/requests/pipeline")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Call("/api/today")).Status);
    }

    [Fact]
    public async Task A_filter_or_sort_by_what_is_not_public_is_refused()
    {
        foreach (var hidden in (string[])["q=water", "urgency=normal", "sort=createdAt", "sort=-createdAt", $"organisationId={Guid.CreateVersion7()}", "owner=me"])
            Assert.Equal([hidden.Split('=')[0]], (await Call($"/api/requests?{hidden}")).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task A_cursor_of_somebody_who_sees_more_opens_nothing()
    {
        await slice.Applicant().Submitted(Ct);
        await slice.Applicant().Submitted(Ct);
        var cursor = (await slice.Coordinator().Get("/api/requests?limit=1", Ct)).Must(HttpStatusCode.OK).Body!["next"]!.GetValue<string>();
        Assert.Equal(["cursor"], (await Call($"/api/requests?limit=1&cursor={cursor}")).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Counts_are_of_what_is_published_and_nothing_else()
    {
        var before = await Counts();
        await Everything();
        var after = await Counts();
        Assert.Equal((3, 1, 1, 1, 0, 0), (after["total"][""] - before["total"][""], Of("approved"), Of("matching"), Of("closed"), Of("submitted"), Of("inProgress")));
        Assert.Equal(3, after["topics"].GetValueOrDefault("waste-management") - before["topics"].GetValueOrDefault("waste-management"));
        Assert.Equal(3, after["oblasts"].GetValueOrDefault("UA05") - before["oblasts"].GetValueOrDefault("UA05"));
        var all = await Walk("limit=100");
        Assert.Equal(all.Seen.Count, after["total"][""]);

        int Of(string status) => after["statuses"].GetValueOrDefault(status) - before["statuses"].GetValueOrDefault(status);
    }

    /// <summary>The first answer counts, and it is no secret of requests that are not published.</summary>
    [Fact]
    public async Task The_time_to_the_first_answer_is_that_of_the_return_and_of_published_requests_alone()
    {
        var now = Some.Now;
        var returned = Some.MoveOf(Alliance.Requests.Reviewing.ReturnAssistanceRequest.Decide(
            Some.Request(RequestStatus.InReview) with { OwnerId = Some.Coordinator.PersonId }, new([new FieldComment("title", "?")]), Some.Coordinator, now.AddDays(2))).Next;
        Assert.Equal(TimeSpan.FromDays(2), returned.FirstAnswer);
        Assert.Equal(TimeSpan.FromDays(2), returned.Answered(now.AddDays(9)).FirstAnswer);
        RequestFigure[] figures =
        [
            .. Enumerable.Repeat(("approved", "public", 30), 3).Concat([("approved", "members", 900), ("rejected", "public", 900)])
                .Select(f => RequestFigure.Of(Some.Stored(Of(f.Item1, f.Item2) with { FirstAnswer = TimeSpan.FromHours(f.Item3) })))
        ];
        var counted = GetStatistics.Count(FigureTable.Of(figures), FigureFilter.All with { PublishedOnly = true });
        Assert.Equal((3, 2), (counted.Total, counted.MedianDaysToFirstAnswer));
        for (var i = 0; i < 3; i++) await slice.Store(Of("approved", "public") with { FirstAnswer = TimeSpan.FromHours(30) }, Ct);
        Assert.NotNull((await Get("/api/requests/statistics")).Body!["medianDaysToFirstAnswer"]);
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_refused_and_not_answered_as_nobody()
    {
        foreach (var path in (string[])["/api/requests", "/api/requests/statistics", $"/api/requests/{Guid.CreateVersion7()}"])
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "e30.e30.e30") } };
            using var answer = await slice.Nobody().SendAsync(call, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    /// <summary>Three published ones, and beside them what nobody may see, alike but for status and visibility.</summary>
    private async Task<Guid[]> Everything()
    {
        Guid[] shown = [(await slice.Store(Of("approved", "public"), Ct)).Id, (await slice.Store(Of("matching", "public"), Ct)).Id, (await slice.Store(Of("closed", "public"), Ct)).Id];
        foreach (var (status, visibility) in ((string, string)[])
            [("draft", "public"), ("submitted", "public"), ("inReview", "public"), ("changesRequested", "public"), ("rejected", "public"), ("withdrawn", "public"), ("cancelled", "public"),
                ("approved", "members"), ("matching", "participants"), ("inProgress", "restricted"), ("closed", "members")])
            await slice.Store(Of(status, visibility), Ct);
        return shown;
    }

    private static AssistanceRequest Of(string status, string visibility) =>
        Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true), Some.Complete with { Visibility = visibility, Topics = ["waste-management"], Summary = "S", Title = "T" }) with
        {
            Reference = "REQ-2026-009999",
            Staffing = [new StaffedPlace(Guid.CreateVersion7(), Some.Need, "active", 3, Some.Expert.PersonId)]
        };

    private async Task<(List<Guid> Seen, int Pages)> Walk(string query)
    {
        var (seen, pages, cursor) = (new List<Guid>(), 0, "");
        do
        {
            var page = await Get($"/api/requests?{query}{cursor}");
            foreach (var item in page.Body!["items"]!.AsArray())
            {
                AssertPublic(item!.AsObject());
                seen.Add(item["id"]!.GetValue<Guid>());
            }
            pages++;
            cursor = page.Body["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(seen.Distinct(), seen);
        return (seen, pages);
    }

    private static void AssertPublic(JsonObject shown)
    {
        Assert.Empty(shown.Select(p => p.Key).Except([.. Fields, "actions", "revision", "visibility"]));
        Assert.Contains(RequestStatuses.Published, s => s.Wire() == shown["status"]!.GetValue<string>());
        Assert.True(shown["visibility"]?.GetValue<string>() is null or "public");
        Assert.Empty(shown["actions"]?.AsArray() ?? []);
    }

    private async Task<Dictionary<string, Dictionary<string, int>>> Counts()
    {
        var body = (await Get("/api/requests/statistics")).Body!;
        var counts = ((string[])["statuses", "topics", "oblasts"])
            .ToDictionary(by => by, by => body[by]!.AsArray().ToDictionary(g => g!["code"]!.GetValue<string>(), g => g!["count"]!.GetValue<int>()));
        counts["total"] = new() { [""] = body["total"]!.GetValue<int>() };
        return counts;
    }

    private async Task<Answer> Get(string path) => (await Call(path)).Must(HttpStatusCode.OK);

    private async Task<Answer> Call(string path)
    {
        using var answer = await slice.Nobody().GetAsync(new Uri(path, UriKind.Relative), Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return new Answer(answer.StatusCode, JsonNode.Parse(text), text, answer.Headers.ETag?.Tag, answer.Content.Headers.ContentType?.MediaType, TraceId: null, TimeSpan.Zero);
    }
}
