using Alliance.Contracts;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Tells of what was said or asked about a request.</summary>
internal sealed class WhenRequestNoted(TellPeople tell) : IConsumer<RequestNoted>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-request-noted";

    /// <summary>As of <see cref="WhenRequestMoved"/>.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<RequestNoted> context) => tell.Of(Happening.Of(context.Message), context.CancellationToken);
}
