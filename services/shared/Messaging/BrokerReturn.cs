using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Alliance.Shared.Messaging;

/// <summary>
/// Holds each attempt to connect until the broker takes one. MassTransit waits longer after each attempt that failed, up to 30 seconds, and offers no
/// setting for it; it asks here before an attempt, so none is made in vain and all consumers go on as soon as the broker is back.
/// </summary>
internal sealed partial class BrokerReturn(IHostApplicationLifetime lifetime, ILogger<BrokerReturn> log)
{
    /// <summary>Between two looks; a look at a closed port costs next to nothing.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>A broker that is starting may take the connection and not answer.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    /// <exception cref="OperationCanceledException">The process is being stopped.</exception>
    public async Task Await(ConnectionFactory factory)
    {
        var stop = lifetime.ApplicationStopping;
        if (await Answers(factory, stop)) return;
        Away();
        var away = Stopwatch.StartNew();
        do await Task.Delay(Every, stop);
        while (!await Answers(factory, stop));
        Back(away.Elapsed.TotalSeconds);
    }

    /// <summary>A whole handshake with the credentials: a port is open before what is behind it is ready.</summary>
    private static async Task<bool> Answers(ConnectionFactory factory, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(AnswersWithin);
        try
        {
            await using var connection = await factory.CreateConnectionAsync("is it there", limit.Token);
            await connection.CloseAsync(limit.Token);
            return true;
        }
        catch (Exception notYet) when (notYet is BrokerUnreachableException or RabbitMQClientException or IOException or System.Net.Sockets.SocketException or TimeoutException
            || (notYet is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 130, Level = LogLevel.Warning, Message = "The broker does not answer; it is asked until it does")]
    private partial void Away();

    [LoggerMessage(EventId = 131, Level = LogLevel.Information, Message = "The broker answers again after {Seconds:0.0} s")]
    private partial void Back(double seconds);
}
