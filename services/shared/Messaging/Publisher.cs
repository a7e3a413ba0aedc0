using System.Diagnostics;
using Alliance.Shared.Hosting;
using MassTransit;

namespace Alliance.Shared.Messaging;

/// <summary>Publishes due entries. Fails soon while the broker is away; only the background loop ever waits for it.</summary>
internal sealed class Publisher(IBusControl bus)
{
    /// <summary>A confirm takes milliseconds; a broker that needs longer than this is treated as away, and the entry stays due.</summary>
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(3);

    /// <exception cref="BrokerAwayException">Not connected, or no confirm in time: it may have arrived, and is sent again under the same id.</exception>
    /// <exception cref="MessageReturnedException">No queue takes it (topology not declared): it would have been lost.</exception>
    public async Task Publish(object message, Guid messageId, string? traceparent, CancellationToken ct)
    {
        if (bus.CheckHealth().Status != BusHealthStatus.Healthy) throw new BrokerAwayException();
        using var activity = Telemetry.Source.StartActivity("publish " + message.GetType().Name, ActivityKind.Producer, traceparent);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ConfirmWithin);
        try
        {
            await bus.Publish(message, message.GetType(), context =>
            {
                context.MessageId = messageId;
                // A confirm alone does not mean routed: mandatory makes an unroutable message an error instead of a loss.
                if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
            }, limit.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new BrokerAwayException("The broker did not confirm in time.", late);
        }
    }
}

internal sealed class BrokerAwayException : Exception
{
    public BrokerAwayException() : base("The broker is not connected.") { }
    public BrokerAwayException(string message) : base(message) { }
    public BrokerAwayException(string message, Exception inner) : base(message, inner) { }
}
