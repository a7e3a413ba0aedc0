using Alliance.Contracts;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Tells experts of the steps of their profile.</summary>
internal sealed class WhenExpertMoved(TellPeople tell) : IConsumer<ExpertMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-expert-moved";

    /// <summary>One person each, but many in one night when profiles grow stale: as of requests, <see cref="WhenRequestMoved.Concurrency"/>.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<ExpertMoved> context) => tell.Of(Happening.Of(context.Message), context.CancellationToken);
}
