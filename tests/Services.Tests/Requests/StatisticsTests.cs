using System.Net;
using Alliance.Requests;
using Alliance.Requests.Reporting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
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
    public void Half_of_them_were_done_within_the_median_and_of_two_nothing_is_said(int[] days, int? median) => Assert.Equal(median, GetStatistics.Median([.. days]));

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
    public async Task What_an_observer_of_a_member_and_a_coordinator_count_is_nobody_elses_to_keep()
    {
        var observer = slice.Person((await slice.Member(Ct), Roles.Observer));
        var coordinator = slice.Coordinator();
        await slice.Store(Some.Request(RequestStatus.Rejected) with { FirstSubmittedAt = new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Ct);
        Assert.Equal((1, 1, 0), (await Total(observer, "from=2032-01-01"), await Total(coordinator, "from=2032-01-01"), await Total(slice.Person(), "from=2032-01-01")));
        Assert.Equal(0, await Total(slice.Person((Guid.CreateVersion7(), Roles.Observer)), "from=2032-01-01"));
        foreach (var faulty in (string[])["from=yesterday", "from=2031-02-30", "from=2031-05-02&to=2031-05-01", "status=closed", "owner=me"])
            Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Get($"/api/requests/statistics?{faulty}", Ct)).Status);
    }

    private static async Task<int> Total(ApiPerson person, string query) => (await person.Get($"/api/requests/statistics?{query}", Ct)).Must(HttpStatusCode.OK).Body!["total"]!.GetValue<int>();
}
