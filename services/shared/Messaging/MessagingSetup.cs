using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Alliance.Shared.Messaging;

/// <summary>How a process reaches the broker.</summary>
public sealed class MessagingSettings : ICheckedSettings
{
    /// <summary><c>amqp://user:password@host:port/virtual-host</c>.</summary>
    public string Url { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (Url.Length == 0) yield return "Messaging:Url is missing; give the broker as amqp://user:password@host:port/";
        else if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps")) yield return "Messaging:Url is not an address; give the broker as amqp://user:password@host:port/";
        else if (uri.UserInfo.Length == 0 || uri.UserInfo.StartsWith("guest:", StringComparison.Ordinal)) yield return "Messaging:Url has no credentials of its own (never guest); give them as amqp://user:password@host:port/";
    }
}

/// <summary>What a service publishes and consumes; read top to bottom it is the service's part of the topology.</summary>
public sealed class MessagingPlan
{
    internal List<Action<IBusRegistrationConfigurator>> Consumers { get; } = [];
    internal List<Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>> Endpoints { get; } = [];

    /// <summary>Declares the exchange of a message this service publishes.</summary>
    public MessagingPlan Publishes<TMessage>() where TMessage : class
    {
        Endpoints.Add((_, bus) => bus.Publish<TMessage>(_ => { }));
        return this;
    }

    /// <summary>One consumer on its own quorum queue.</summary>
    /// <param name="queue">Literal, pinned: a renamed queue strands what lies in the old one.</param>
    /// <param name="concurrency">Messages handled at a time in one process; the caller states the reason beside the call.</param>
    /// <param name="configure">Anything more of the endpoint, applied inside the retry.</param>
    public MessagingPlan Consumes<TConsumer>(string queue, int concurrency, Action<IRabbitMqReceiveEndpointConfigurator>? configure = null) where TConsumer : class, IConsumer
    {
        Consumers.Add(x => x.AddConsumer<TConsumer>());
        Endpoints.Add((context, bus) => bus.ReceiveEndpoint(queue, endpoint =>
        {
            // Immutable on the broker: a queue is quorum from its first declaration on, its _error queue likewise.
            endpoint.SetQuorumQueue();
            endpoint.ConcurrentMessageLimit = concurrency;
            // Twice what is being handled: the next is here when one is done, and little is redelivered after a crash.
            endpoint.PrefetchCount = concurrency * 2;
            // What no consumer here understands is a fault to be seen, not to be dropped.
            endpoint.ThrowOnSkippedMessages();
            endpoint.UseMessageRetry(Retries.Configure);
            configure?.Invoke(endpoint);
            endpoint.ConfigureConsumer<TConsumer>(context);
        }));
        return this;
    }
}

internal static class Retries
{
    /// <summary>Then the error queue, where it is visible and can be replayed.</summary>
    public static readonly TimeSpan[] Intervals =
    [
        TimeSpan.FromSeconds(1),  // a save that met another: over at once
        TimeSpan.FromSeconds(5),  // a process beside us restarting
        TimeSpan.FromSeconds(30), // a store failing over, a rolling restart
        TimeSpan.FromMinutes(2),  // somebody is called and restarts it by hand
        TimeSpan.FromMinutes(5),  // the last try well inside the broker's 30-minute acknowledgement limit
    ];

    public static void Configure(IRetryConfigurator retry)
    {
        retry.Intervals(Intervals);
        retry.Ignore<InvalidMessageException>();
    }
}

public static class MessagingSetup
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder, Action<MessagingPlan> describe)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(describe);
        var settings = builder.AddSettings<MessagingSettings>("Messaging");
        var plan = new MessagingPlan();
        describe(plan);

        builder.Services.AddMassTransit(x =>
        {
            foreach (var consumer in plan.Consumers) consumer(x);
            // Requests are accepted without the broker, so its absence never takes a process out of service.
            x.ConfigureHealthCheckOptions(o =>
            {
                o.Name = "broker";
                o.MinimalFailureStatus = HealthStatus.Degraded;
                o.Tags.Clear();
                o.Tags.Add("ready");
            });
            x.UsingRabbitMq((context, bus) =>
            {
                bus.DeployPublishTopology = true;
                var declaring = Environment.GetCommandLineArgs().Contains(Topology.Switch);
                bus.DeployTopologyOnly = declaring;
                if (Uri.TryCreate(settings.Url, UriKind.Absolute, out var url))
                {
                    bus.Host(url, h =>
                    {
                        h.Heartbeat(TimeSpan.FromSeconds(10));
                        // Declaring is one attempt with an end; everything else waits as long as it takes.
                        if (!declaring) h.OnRefreshConnectionFactory = context.GetRequiredService<BrokerReturn>().Await;
                    });
                }
                foreach (var endpoint in plan.Endpoints) endpoint(context, bus);
            });
        });
        // A message waiting for its next retry would hold a graceful stop for minutes; the broker hands it to another process instead.
        builder.Services.Configure<MassTransitHostOptions>(o => o.StopTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<BrokerReturn>();
        builder.Services.AddSingleton<Publisher>();
        builder.Services.AddSingleton<PublishMessage>(services => services.GetRequiredService<Publisher>().Publish);
        return builder;
    }
}
