using System.Net;
using Alliance.Requests;
using Alliance.Requests.Reporting;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Statistics of a period, a topic, an oblast: what is counted for whom, and how long half of them waited.</summary>
[Collection("requests")]
public sealed class StatisticsTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(new[] { 1, 9 }, null)]
    [InlineData(new[] { 9, 1, 2 }, 2)]
    [InlineData(new[] { 4, 1, 2, 3 }, 2)]
    [InlineData(new[] { 5, 5, 5, 1, 1 }, 5)]
    public void Half_of_them_were_done_within_the_median_and_of_two_nothing_is_said(int[] days, int? median) => 
        Assert.Equal(median, GetStatistics.Median([.. Enumerable.Range(0, 12).Select(day => days.Count(d => d == day))]));

    [Fact]
    public void Days_count_from_the_first_submit_to_the_answer_the_decision_and_the_delivery()
    {
        var request = Some.Request(RequestStatus.Delivered) with
        {
            FirstSubmittedAt = Some.Now, SubmittedAt = Some.Now.AddDays(5), FirstAnswer = TimeSpan.FromHours(30), DeliveredAt = Some.Now.AddDays(40).AddHours(1),
            Decision = new ReviewDecision("approved", null, "Yes", null, Some.Coordinator.PersonId, Some.Now.AddDays(9))
        };
        var figure = RequestFigure.Of(Some.Stored(request));
        Assert.Equal((2, 9, 41), (figure.DaysToAnswer, figure.DaysToDecision, figure.DaysToDelivery));
        Assert.Null(RequestFigure.Of(Some.Stored(request with { Decision = request.Decision with { Proposed = true } })).DaysToDecision);
        // Of before the first submit was kept.
        Assert.Equal(4, RequestFigure.Of(Some.Stored(request with { FirstSubmittedAt = null })).DaysToDecision);
    }

    /// <summary>Random figures, filters and changes against the plain rules.</summary>
    [Fact]
    public void A_table_counts_as_a_plain_pass_over_the_figures_does_whatever_changes()
    {
        var random = new Random(7);
        string[] topics = ["water-supply", "energy-efficiency", "waste-management"], oblasts = ["UA05", "UA32"], urgencies = ["low", "high"];
        var (figures, table) = (new List<RequestFigure>(), FigureTable.Empty);
        for (var round = 0; round < 12; round++)
        {
            List<(int, RequestFigure)> changes = [.. Enumerable.Range(0, 3).Where(_ => figures.Count > 0).Select(_ => (random.Next(figures.Count), Figure()))];
            changes.AddRange(Enumerable.Range(figures.Count, random.Next(1, 300)).Select(place => (place, Figure())));
            foreach (var (place, figure) in changes)
            {
                if (place < figures.Count) figures[place] = figure;
                else figures.Add(figure);
            }
            table = table.With(changes);
            Assert.Equal(figures.Count, table.Count);
            for (var i = 0; i < 20; i++)
            {
                var filter = new FigureFilter
                {
                    Statuses = AnyOf(["matching", "closed", "inReview"]), Topics = AnyOf(topics), Oblasts = AnyOf(oblasts), Urgencies = AnyOf(urgencies), OverdueBy = random.Next(4) == 0 ? Some.Now : null,
                    From = random.Next(3) == 0 ? Some.Now.AddDays(-20) : null, Before = random.Next(3) == 0 ? Some.Now.AddDays(-5) : null, PublishedOnly = random.Next(2) == 0
                };
                RequestFigure[] plain =
                [
                    .. figures.Where(f => (filter.Statuses.Count == 0 || filter.Statuses.Contains(f.Status.Wire())) && (filter.Topics.Count == 0 || f.Topics.Any(filter.Topics.Contains))
                        && (filter.Oblasts.Count == 0 || filter.Oblasts.Contains(f.Oblast ?? "")) && (filter.Urgencies.Count == 0 || filter.Urgencies.Contains(f.Urgency ?? ""))
                        && (filter.OverdueBy is null || (f.IsOpen && f.OverdueAt <= filter.OverdueBy)) && (filter.From is null || f.FirstSubmittedAt >= filter.From)
                        && (filter.Before is null || f.FirstSubmittedAt < filter.Before) && (!filter.PublishedOnly || f.IsPublished))
                ];
                var counted = GetStatistics.Count(table, filter);
                Assert.Equal(plain.Length, counted.Total);
                Assert.Equal(plain.SelectMany(f => f.Topics).GroupBy(t => t).Select(g => (g.Key, g.Count())).Order(), counted.Topics.Select(t => (t.Code, t.Count)).Order());
                Assert.Equal(
                    plain.Where(f => f.IsOpen && f.Oblast is not null).GroupBy(f => f.Oblast!).Select(g => (g.Key, g.Count())).Order(),
                    GetPipeline.Count(table, filter, Some.Now).Oblasts.Select(o => (o.Code, o.Count)).Order());
            }
        }

        string[] AnyOf(string[] codes) => random.Next(2) == 0 ? [] : [.. codes.Where(_ => random.Next(2) == 0)];

        RequestFigure Figure()
        {
            var status = random.Next(3) switch { 0 => RequestStatus.Matching, 1 => RequestStatus.Closed, _ => RequestStatus.InReview };
            return new RequestFigure(
                Guid.CreateVersion7(), status, Some.Now.AddDays(-random.Next(30)), Some.Now.AddDays(-random.Next(30)), [.. topics.Where(_ => random.Next(2) == 0)],
                random.Next(3) == 0 ? null : oblasts[random.Next(2)], null, random.Next(3) == 0 ? null : urgencies[random.Next(2)], "workshop", random.Next(2) == 0,
                status != RequestStatus.Closed, null, null, null, random.Next(2) == 0 ? null : Some.Now.AddDays(random.Next(-3, 3)));
        }
    }

    [Fact]
    public async Task A_period_a_topic_and_an_oblast_leave_what_is_of_them()
    {
        var (day, topic) = (new DateTimeOffset(2031, 5, 1, 10, 0, 0, TimeSpan.Zero), "waste-management");
        for (var i = 0; i < 4; i++)
        {
            await slice.Store(Some.Request(RequestStatus.Closed, Some.Complete with { Topics = [topic], Visibility = "public" }) with
            {
                FirstSubmittedAt = day.AddDays(i), FirstAnswer = TimeSpan.FromDays(i + 1), DeliveredAt = day.AddDays(30)
            }, Ct);
        }
        await slice.Store(Some.Request(RequestStatus.Closed, Some.Complete with { Topics = [topic] }) with { FirstSubmittedAt = day }, Ct);
        var coordinator = slice.Coordinator();
        Assert.Equal(5, await Total(coordinator, "from=2031-05-01&to=2031-05-31"));
        Assert.Equal(4, await Total(slice.Person(), "from=2031-05-01&to=2031-05-31"));
        Assert.Equal(2, await Total(slice.Person(), "from=2031-05-02&to=2031-05-03"));
        Assert.Equal(4, await Total(slice.Person(), $"from=2031-05-01&topic={topic}&oblast=UA05"));
        Assert.Equal(0, await Total(slice.Person(), "from=2031-05-01&topic=energy-efficiency"));
        Assert.Equal(0, await Total(slice.Person(), "from=2031-05-01&oblast=UA32"));
        var body = (await slice.Person().Get("/api/requests/statistics?from=2031-05-01&to=2031-05-31", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal((2, 28), (body["medianDaysToFirstAnswer"]!.GetValue<int>(), body["medianDaysToDelivery"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_period_begins_and_ends_with_the_days_of_the_office()
    {
        // Half past midnight on 1 May in Brussels.
        await slice.Store(Some.Request(RequestStatus.Closed) with { FirstSubmittedAt = new DateTimeOffset(2033, 4, 30, 22, 30, 0, TimeSpan.Zero) }, Ct);
        var coordinator = slice.Coordinator();
        Assert.Equal((0, 1), (await Total(coordinator, "from=2033-04-01&to=2033-04-30"), await Total(coordinator, "from=2033-05-01&to=2033-05-01")));
    }

    [Fact]
    public async Task What_an_observer_of_a_member_and_a_coordinator_count_is_nobody_elses_to_keep()
    {
        var observer = slice.Person((await slice.Member(Ct), Roles.Observer));
        var coordinator = slice.Coordinator();
        await slice.Store(Some.Request(RequestStatus.Rejected) with { FirstSubmittedAt = new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Ct);
        Assert.Equal((1, 1, 0), (await Total(observer, "from=2032-01-01&to=2032-12-31"), await Total(coordinator, "from=2032-01-01&to=2032-12-31"), await Total(slice.Person(), "from=2032-01-01&to=2032-12-31")));
        Assert.Equal(0, await Total(slice.Person((Guid.CreateVersion7(), Roles.Observer)), "from=2032-01-01&to=2032-12-31"));
        foreach (var faulty in (string[])["from=yesterday", "from=2031-02-30", "from=2031-05-02&to=2031-05-01", "status=closed", "owner=me"])
            Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Get($"/api/requests/statistics?{faulty}", Ct)).Status);
    }

    private static async Task<int> Total(ApiPerson person, string query) => (await person.Get($"/api/requests/statistics?{query}", Ct)).Must(HttpStatusCode.OK).Body!["total"]!.GetValue<int>();
}
