using System.Diagnostics;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Alliance.Services.Tests.Shared.Messaging;

/// <summary>What a confirm means, and what the services declare; on the real broker.</summary>
public sealed class PublisherTests : IAsyncLifetime
{
    private readonly Broker broker = new("publisher");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => broker.InitializeAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task A_message_that_no_queue_takes_is_an_error_and_not_a_loss_and_the_topology_of_the_services_takes_it()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Messaging:Url"] = broker.Url.AbsoluteUri;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddMessaging(plan => plan.Publishes<RequestMoved>());
        await using var host = builder.Build();
        var bus = host.Services.GetRequiredService<IBusControl>();
        await bus.StartAsync(Ct);
        // On a busy machine a started bus may not be connected yet.
        await Wait.Until(() => bus.CheckHealth().Status == BusHealthStatus.Healthy, Ct);
        var publish = host.Services.GetRequiredService<PublishMessage>();
        var moved = new RequestMoved(Guid.CreateVersion7(), 1, "submit", "draft", "submitted", DateTimeOffset.UnixEpoch, Guid.Empty, null, Guid.Empty, null, null, false, "members");

        // The exchange is there and confirms, but nobody is bound to it.
        await Assert.ThrowsAsync<MessageReturnedException>(() => publish(moved, Guid.NewGuid(), null, Ct));

        await DeclareTopology("Notifications");
        await publish(moved, Guid.NewGuid(), null, Ct);

        var factory = new ConnectionFactory { Uri = broker.Url };
        await using var connection = await factory.CreateConnectionAsync(Ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        Assert.Equal(1u, await Wait.Until(ct => channel.MessageCountAsync("notifications-request-moved", ct), count => count == 1, Ct));
        // Quorum: the same declaration is accepted, a classic one is not.
        await channel.QueueDeclareAsync("notifications-request-moved", true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Ct);
        await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclareAsync("notifications-request-moved", true, false, false, cancellationToken: Ct));

        await broker.Stop();
        var asked = Stopwatch.StartNew();
        await Assert.ThrowsAsync<BrokerAwayException>(() => publish(moved, Guid.NewGuid(), null, Ct));
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(20), $"to learn that the broker is away took {asked.Elapsed}");
    }

    private async Task DeclareTopology(string project)
    {
        var folder = TestState.Fresh("topology");
        var start = new ProcessStartInfo(Builds.Here().Executable(project), ["--topology"]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        (string, string)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Storage__Directory", folder), ("Messaging__Url", broker.Url.AbsoluteUri),
            ("Identity__Issuer", TestIssuer.Issuer), ("Identity__Metadata", "http://127.0.0.1:1/"),
            ("Accounts__Address", "http://127.0.0.1:1/"), ("Accounts__ClientId", "service"), ("Accounts__ClientSecret", "secret"),
            ("Mail__Pickup", folder), ("Mail__From", "a@example.org"), ("Portal__Address", "http://127.0.0.1:1/"), ("Links__Experts", "http://127.0.0.1:1/")
        ];
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.Equal(0, process.ExitCode);
    }
}
