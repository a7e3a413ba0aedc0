using System.Text;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Matching;
using Alliance.Requests.Recognising;
using Alliance.Shared.Storage;
using Alliance.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Messages of the other services, and the service's own times, on a real broker.</summary>
[Collection("requests-broker")]
public sealed class StaffingMessagesTests(BrokerSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_opening_to_the_end_the_status_follows_from_messages_and_times()
    {
        var content = Some.Complete with { OpensAt = DateTimeOffset.UtcNow.AddSeconds(1), PreferredPeriods = [new Period(new(2027, 2, 1), new(2027, 2, 5)), new Period(null, new(2027, 3, 1))] };
        var approved = await slice.Begin(
            Some.Request(RequestStatus.Approved, content) with { Timers = new RequestTimers(content.OpensAt, DateTimeOffset.UtcNow.AddHours(1)) }, Ct, steps: new Step("approve", "inReview", "approved"));
        var id = approved.Id;
        await slice.Becomes(id, r => r.Status == RequestStatus.Matching, Ct);
        await slice.Publish(Some.Assignment(id, 2, "invited"), Ct);
        await slice.Publish(Some.Assignment(id, 4, "confirmed"), Ct);
        await slice.Becomes(id, r => r.Status == RequestStatus.Staffed, Ct);
        // Late, and twice.
        await slice.Publish(Some.Assignment(id, 3, "accepted"), Ct);
        await slice.Publish(Some.Assignment(id, 4, "confirmed"), Ct);
        await slice.Publish(Some.Assignment(id, 5, "active"), Ct);
        await slice.Becomes(id, r => r.Status == RequestStatus.InProgress, Ct);
        await slice.Publish(Some.Assignment(id, 7, "completed"), Ct);
        await slice.Becomes(id, r => r.Status == RequestStatus.Closed, Ct);

        var heard = await Wait.Until(_ => Task.FromResult(slice.HeardOf(id)), all => all.Length == 6, Ct);
        Assert.Equal(["approve", "open", "staffed", "progress", "deliver", "close"], heard.Select(m => m.Verb));
        Assert.Equal(["approved", "matching", "staffed", "inProgress", "delivered", "closed"], heard.Select(m => m.To));
        Assert.All(heard.Skip(1), m => Assert.Equal(Guid.Empty, m.ActorId));
        Assert.Null(heard[0].Needs);
        var opened = heard[1];
        Assert.Equal(("online", "UA05", "safe"), (opened.DeliveryMode, opened.Oblast, opened.SecurityZone));
        Assert.Equal([new DayPeriod(new(2027, 2, 1), new(2027, 2, 5))], opened.Periods);
        var need = Assert.Single(opened.Needs!);
        Assert.Equal((Some.Need, "expert", 1, 1, 3, true), (need.Id, need.Kind, need.MinimumLevel, need.Quantity, need.PersonDays, need.Must));
        Assert.Equal(["water-supply"], need.Topics);
        Assert.Equal([new LanguageLevel("en", "B2")], need.Languages);
        Assert.Null(HistoryChain.Verify(id, await slice.Requests.History(id, Ct)));
    }

    [Fact]
    public async Task Matching_that_found_nobody_ends_at_its_time()
    {
        var matching = await slice.Begin(Some.Request(RequestStatus.Matching) with { Timers = new RequestTimers(ClosesAt: DateTimeOffset.UtcNow.AddSeconds(1)) }, Ct);
        await slice.Publish(Some.Assignment(matching.Id, 2, "declined"), Ct);
        await slice.Becomes(matching.Id, r => r.Status == RequestStatus.Unfilled, Ct);
    }

    [Fact]
    public async Task Many_messages_about_one_request_at_once_are_all_kept()
    {
        var matching = await slice.Begin(Some.Request(RequestStatus.Matching), Ct);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => slice.Publish(Some.Assignment(matching.Id, 1 + (i / 20), i < 20 ? "proposed" : "invited", Guid.Parse($"01900000-0000-7000-8000-0000000001{i % 20:00}")), Ct)));
        await slice.Becomes(matching.Id, r => r.Staffing.Count == 20 && r.Staffing.All(p => p is { No: 2, State: "invited" }), Ct);
    }

    [Fact]
    public async Task A_message_that_comes_before_its_request_is_tried_again()
    {
        var id = Guid.CreateVersion7();
        await slice.Publish(Some.Assignment(id, 4, "confirmed"), Ct);
        // The message was handled, and failed, when one that was sent after it is done.
        var other = await slice.Begin(Some.Request(RequestStatus.Matching), Ct);
        await slice.Publish(Some.Assignment(other.Id, 4, "confirmed"), Ct);
        await slice.Becomes(other.Id, r => r.Status == RequestStatus.Staffed, Ct);
        await slice.Begin(Some.Request(RequestStatus.Matching), Ct, id);
        await slice.Becomes(id, r => r.Status == RequestStatus.Staffed, Ct);
    }

    [Fact]
    public async Task A_message_that_names_no_request_goes_to_the_error_queue()
    {
        await slice.Publish(Some.Assignment(Guid.Empty, 4, "confirmed"), Ct);
        await using var connection = await new ConnectionFactory { Uri = slice.Broker.Url }.CreateConnectionAsync(Ct);
        // The queue comes into being with its first message; asking for one that is not there closes the channel.
        var faulty = await Wait.Until(
            async ct =>
            {
                await using var asking = await connection.CreateChannelAsync(cancellationToken: ct);
                return await asking.BasicGetAsync(WhenAssignmentMoved.Queue + "_error", autoAck: true, ct);
            },
            message => message is not null, Ct);
        Assert.Contains(nameof(AssignmentMoved), Encoding.UTF8.GetString(faulty!.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_that_is_said_of_an_organisation_counts()
    {
        var id = Guid.CreateVersion7();
        var organisations = slice.Service<Store<KnownOrganisation>>();
        var applied = new OrganisationChanged(id, 1, "create", Some.Now, Guid.Empty, "hromada", "UA", "UA05020010000053508", null, "applied");
        await slice.Publish(applied, Ct);
        await slice.Publish(applied with { No = 3, Verb = "activate", Membership = "active" }, Ct);
        await Known(k => k.No == 3);
        await slice.Publish(applied with { No = 2, Membership = "left" }, Ct);
        await slice.Publish(applied with { No = 3, Membership = "left" }, Ct);
        // Behind both in the queue.
        var behind = applied with { Id = Guid.CreateVersion7(), No = 9 };
        await slice.Publish(behind, Ct);
        await Wait.Until(async ct => await organisations.Find(behind.Id, ct), known => known is not null, Ct);
        Assert.True((await organisations.Find(id, Ct))!.Value.IsActive);
        await slice.Publish(applied with { No = 4, Membership = "suspended" }, Ct);
        var last = await Known(k => k.No == 4);
        Assert.Equal(("hromada", "UA", "UA05020010000053508", false), (last.Type, last.Country, last.Code, last.IsActive));

        Task<KnownOrganisation> Known(Func<KnownOrganisation, bool> enough) => Wait.Until(async ct => (await organisations.Find(id, ct))!.Value, enough, Ct);
    }
}
