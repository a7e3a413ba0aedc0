using Alliance.Contracts;
using Alliance.Experts.Ending;
using Alliance.Experts.Offering;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Experts.Knowing;

/// <summary>
/// Keeps the picture of a request, and ends the work on one that is over. The message is acknowledged only when every assignment has ended,
/// and a redelivery goes over them again: the picture is newer by then, but what is left to end is ended.
/// </summary>
internal sealed partial class WhenRequestMoved(Store<KnownRequest> requests, EndWithRequest ending, FollowOffer offers, ILogger<WhenRequestMoved> log) : IConsumer<RequestMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "experts-request-moved";

    /// <summary>A message is one small save that waits for the disk; eight at a time share a group commit. Order is kept by the number, not by the queue.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<RequestMoved> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(RequestMoved moved, CancellationToken ct)
    {
        if (moved.Id == Guid.Empty || moved.No < 1 || string.IsNullOrEmpty(moved.To))
            throw new InvalidMessageException($"RequestMoved of request {moved.Id} names no history entry.");
        var (known, _) = await KeepNewest.In(requests, moved.Id, before => KnownRequest.After(before, moved), ct);
        FailPoints.Reach("after-picture");
        var ended = known.EndsWork ? await ending.All(moved.Id, known, ct) : 0;
        if (known.EndsWork) await offers.EndAll(moved.Id, known, ct);
        Kept(moved.Id, moved.No, known.No, known.Status, ended);
    }

    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "Request {RequestId} entry {No}: known up to {Known}, {Status}; {Ended} assignments ended")]
    private partial void Kept(Guid requestId, long no, long known, string status, int ended);
}
