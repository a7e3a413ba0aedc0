using System.Net.Sockets;

namespace Alliance.Local.Broker;

/// <summary>A message broker for one platform: one that runs elsewhere, or one that this process starts and stops.</summary>
public abstract class RabbitMq : IAsyncDisposable
{
    private static readonly byte[] Greeting = "AMQP\0\0\u0009\u0001"u8.ToArray();

    /// <summary>With user and password; never to be logged.</summary>
    public abstract Uri Url { get; }

    /// <summary>For the console: what kind of broker this is.</summary>
    public abstract string Kind { get; }

    /// <summary>Returns when it takes connections.</summary>
    public abstract Task Start(CancellationToken cancel);

    /// <summary>Stops it; messages in durable queues are kept. Does nothing to a broker that runs elsewhere.</summary>
    public abstract Task Stop();

    public abstract ValueTask DisposeAsync();

    /// <summary>Whether a broker greets at the address. Its port opens as the last step of its start.</summary>
    public static async Task<bool> Answers(Uri url, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(url);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.Host, url.Port > 0 ? url.Port : 5672, deadline.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Greeting, deadline.Token);
            // Method frame (1) on channel 0: Connection.Start.
            var answer = new byte[3];
            return await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, deadline.Token) == 3 && answer is [1, 0, 0];
        }
        catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
