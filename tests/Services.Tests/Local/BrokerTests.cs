using System.Runtime.Versioning;
using Alliance.Local;
using Alliance.Local.Broker;
using Alliance.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Services.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class BrokerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_and_credentials_of_a_private_node_survive_a_stop_a_kill_and_another_runner()
    {
        Assert.SkipUnless(PrivateNode.IsInstalled, "no rabbitmq-server on this machine");
        var path = TestState.Fresh("node");
        await Survives(path, state => new PrivateNode(state, Console.Error.WriteLine), async node =>
        {
            await ((PrivateNode)node).Kill();
            await Wait.Until(token => RabbitMq.Answers(node.Url, token), answers => answers, Cancel, TimeSpan.FromMinutes(3));
        });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(path, "broker", "rabbitmq.conf")));
        Assert.Empty(Directory.GetFiles(Path.Combine(path, "run")));
    }

    [Fact]
    public async Task Messages_and_credentials_of_a_container_survive_a_stop_and_another_runner()
    {
        var choice = BrokerChoice.From(Environment.GetEnvironmentVariable);
        Assert.SkipUnless(choice.Only is "docker", "runs where ALLIANCE_BROKER is docker");
        await Survives(TestState.Fresh("container"), state => new DockerNode(state, choice.Image), _ => Task.CompletedTask);
    }

    private static async Task Survives(string path, Func<StateFolder, RabbitMq> make, Func<RabbitMq, Task> disturb)
    {
        string credentials;
        using (var state = StateFolder.Open(path))
        {
            await using var broker = make(state);
            await broker.Start(Cancel);
            credentials = broker.Url.UserInfo;
            Assert.DoesNotContain("guest", credentials, StringComparison.Ordinal);
            await Publish(broker.Url, "before the stop");
            await broker.Stop();
            Assert.False(await RabbitMq.Answers(broker.Url, Cancel));
            await broker.Start(Cancel);
            await Publish(broker.Url, "before the disturbance");
            await disturb(broker);
        }
        using (var state = StateFolder.Open(path))
        {
            await using var broker = make(state);
            await broker.Start(Cancel);
            Assert.Equal(credentials, broker.Url.UserInfo);
            Assert.Equal(["before the stop", "before the disturbance"], await ReadAll(broker.Url));
        }
    }

    private static async Task Publish(Uri url, string text)
    {
        await using var connection = await new ConnectionFactory { Uri = url }.CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancel);
        await Declare(channel);
        await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, System.Text.Encoding.UTF8.GetBytes(text), Cancel);
    }

    private static async Task<List<string>> ReadAll(Uri url)
    {
        await using var connection = await new ConnectionFactory { Uri = url }.CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await Declare(channel);
        List<string> read = [];
        while (await channel.BasicGetAsync("kept", autoAck: true, Cancel) is { } message) read.Add(System.Text.Encoding.UTF8.GetString(message.Body.Span));
        return read;
    }

    private static Task<QueueDeclareOk> Declare(IChannel channel) =>
        channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Cancel);
}
