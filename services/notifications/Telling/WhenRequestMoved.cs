using Alliance.Contracts;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Tells of the steps of a request.</summary>
internal sealed class WhenRequestMoved(TellPeople tell) : IConsumer<RequestMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-request-moved";

    /// <summary>
    /// A message is a few small saves that wait for the disk; eight at a time share one group commit. Order does not matter
    /// (see <see cref="TellPeople"/>), so there is no partition by request.
    /// </summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<RequestMoved> context) => tell.Of(Happening.Of(context.Message), context.CancellationToken);
}
