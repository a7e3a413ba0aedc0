using Alliance.Local;
using Alliance.Local.Broker;
using Testcontainers.RabbitMq;
using Xunit;

namespace Alliance.Testing;

/// <summary>
/// A message broker for the tests of one project: <c>RABBITMQ_URL</c>; else a private node of the machine's rabbitmq-server; else a container
/// (Testcontainers) when Docker answers; else, as root on Debian, the package is installed. As an assembly or collection fixture, or by hand.
/// </summary>
public sealed class Broker : IAsyncLifetime
{
    private readonly string name;
    private StateFolder? state;
    private RabbitMq? broker;
    private RabbitMqContainer? container;

    public Broker() : this("broker") { }

    /// <param name="name">Its folder's; two that live at once need two.</param>
    public Broker(string name) => this.name = name;

    /// <summary>amqp://user:password@127.0.0.1:port/</summary>
    public Uri Url => container is not null ? new Uri(container.GetConnectionString()) : broker!.Url;

    /// <summary>What runs, for a test's output.</summary>
    public string Kind => container is not null ? $"Testcontainers, {container.Image.FullName}" : broker!.Kind;

    /// <summary>False for a broker that runs elsewhere: <see cref="Stop"/> would not stop it.</summary>
    public bool CanStop => broker is not ElsewhereBroker;

    public async ValueTask InitializeAsync()
    {
        var choice = BrokerChoice.From(Environment.GetEnvironmentVariable);
        if (choice.Url is null && (choice.Only is "docker" || !PrivateNode.IsInstalled) && await DockerNode.CanRun(choice.Image, CancellationToken.None))
        {
            container = new RabbitMqBuilder(choice.Image).Build();
            await container.StartAsync();
            return;
        }
        state = StateFolder.Open(TestState.Fresh(name));
        broker = await FindBroker.Find(state, choice, Console.Error.WriteLine, CancellationToken.None);
        await broker.Start(CancellationToken.None);
    }

    /// <summary>Messages in durable queues are kept.</summary>
    public async Task Stop()
    {
        if (container is not null) await container.StopAsync();
        else await broker!.Stop();
    }

    /// <summary>After <see cref="Stop"/>; returns when it takes connections. A container may have another address then.</summary>
    public async Task Start(CancellationToken cancel)
    {
        if (container is not null) await container.StartAsync(cancel);
        else await broker!.Start(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null) await container.DisposeAsync();
        if (broker is not null) await broker.DisposeAsync();
        state?.Dispose();
    }
}
