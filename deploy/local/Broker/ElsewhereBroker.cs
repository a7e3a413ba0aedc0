namespace Alliance.Local.Broker;

/// <summary>A broker that somebody else runs (<c>RABBITMQ_URL</c>).</summary>
public sealed class ElsewhereBroker(Uri url) : RabbitMq
{
    public override Uri Url => url;

    public override string Kind => $"RABBITMQ_URL, {url.Host}:{url.Port}";

    public override async Task Start(CancellationToken cancel)
    {
        if (!await Answers(url, cancel))
            throw new CannotStartException($"No RabbitMQ answers at {url.Host}:{url.Port} (RABBITMQ_URL): start it, or unset RABBITMQ_URL to use a private one.");
    }

    public override Task Stop() => Task.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
