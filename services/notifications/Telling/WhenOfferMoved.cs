using Alliance.Contracts;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Tells of organisations' offers: the owner of the request that there is one, who offered what became of it.</summary>
internal sealed class WhenOfferMoved(TellPeople tell) : IConsumer<OfferMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-offer-moved";

    /// <summary>One person each: as of requests, <see cref="WhenRequestMoved.Concurrency"/>.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<OfferMoved> context) => tell.Of(Happening.Of(context.Message), context.CancellationToken);
}
