using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MassTransit;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>From and to a real broker: what other services tell is kept however often it comes, and what happens here goes out.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly Broker broker = new("experts-broker");
    private readonly List<AssignmentMoved> heard = [];
    private ExpertsSlice? slice;
    private IBusControl? bus;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await broker.InitializeAsync();
        bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(broker.Url);
            rabbit.ReceiveEndpoint("test-assignment-moved", endpoint =>
            {
                endpoint.SetQuorumQueue();
                // One at a time, or what is handled side by side is not heard in its order.
                endpoint.PrefetchCount = 1;
                endpoint.Handler<AssignmentMoved>(context =>
                {
                    lock (heard) heard.Add(context.Message);
                    return Task.CompletedTask;
                });
            });
            // Somebody must want it, or publishing it is an error.
            rabbit.ReceiveEndpoint("test-expert-moved", endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.Handler<ExpertMoved>(_ => Task.CompletedTask);
            });
        });
        await bus.StartAsync();
        slice = new ExpertsSlice("experts-on-broker", broker.Url, ("Assignments:InvitationFor", "00:10:00"));
        await slice.InitializeAsync();
    }

    [Fact]
    public async Task News_comes_in_order_or_not_once_or_often_and_the_end_of_a_request_ends_its_assignments_once()
    {
        var expert = await slice!.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        var requests = slice.Get<Store<KnownRequest>>();

        var older = request.Message("hold", "matching", onHold: true);
        var end = request.Message("withdraw", "withdrawn");
        foreach (var message in new[] { end, older, end, end }) await bus!.Publish(message, Ct);
        await request.Becomes(invited, "cancelled", Ct);
        await bus!.Publish(new PersonChanged(expert.Person.Id, 3, "end", slice.Now, Guid.Empty, null, Active: false, []), Ct);
        await bus.Publish(new OrganisationChanged(request.Applicant, 3, "suspend", slice.Now, Guid.Empty, "hromada", "UA", null, null, "suspended"), Ct);
        await Wait.Until(ct => slice.Get<Store<KnownPerson>>().Find(expert.Person.Id, ct), p => p?.Value.Active == false, Ct);
        await Wait.Until(ct => slice.Get<Store<KnownOrganisation>>().Find(request.Applicant, ct), o => o?.Value.IsOut == true, Ct);
        // Each was taken off the queue; what lay before these was too.
        var known = (await requests.Find(request.Id, Ct))!;
        Assert.Equal(("withdrawn", false, end.No), (known.Value.Status, known.Value.OnHold, known.Value.No));

        var history = await slice.Get<Store<Assignment>>().History(invited.Id, Ct);
        Assert.Equal(["propose", "invite", "cancel"], history.Select(e => e.Verb));
        var told = await Wait.Until(_ => Task.FromResult(Heard(invited.Id)), h => h.Length >= 3, Ct);
        Assert.Equal(["proposed", "invited", "cancelled"], told.Select(m => m.To));
        Assert.Equal(("request-withdrawn", Guid.Empty), (told[2].Code, told[2].ActorId));
    }

    [Fact]
    public async Task A_message_that_names_nothing_is_not_tried_again()
    {
        await bus!.Publish(new PersonChanged(Guid.Empty, 1, "add", slice!.Now, Guid.Empty, null, Active: true, []), Ct);
        await bus.Publish(new PersonChanged(Guid.CreateVersion7(), 1, "add", slice.Now, Guid.Empty, null, Active: true, []), Ct);
        using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync(Ct);
        var faulty = await Wait.Until(async ct =>
        {
            // The queue is made with the first fault; asking for one that is not there ends the channel.
            using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            return await channel.BasicGetAsync(WhenPersonChanged.Queue + "_error", autoAck: true, ct);
        }, found => found is not null, Ct);
        Assert.Contains("InvalidMessageException", System.Text.Encoding.UTF8.GetString((byte[])faulty!.BasicProperties.Headers!["MT-Fault-ExceptionType"]!), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (slice is not null) await slice.DisposeAsync();
        if (bus is not null) await bus.StopAsync();
        await broker.DisposeAsync();
    }

    private AssignmentMoved[] Heard(Guid id)
    {
        lock (heard) return [.. heard.Where(m => m.Id == id)];
    }
}
