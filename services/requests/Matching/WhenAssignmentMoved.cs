using Alliance.Contracts;
using Alliance.Requests.Evaluating;
using Alliance.Shared.Hosting;
using Alliance.Shared.Http;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Requests.Matching;

/// <summary>Keeps who is on which need, and lets the status follow. A message about a request that is not here yet is tried again, then seen in the error queue.</summary>
internal sealed partial class WhenAssignmentMoved(
    Store<AssistanceRequest> requests, AskForEvaluations ask, RequestsSettings periods, TimeProvider clock, ILogger<WhenAssignmentMoved> log) : IConsumer<AssignmentMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "requests-assignment-moved";

    /// <summary>Small saves that share a group commit; order does not matter, the numbers decide. Several about one request meet and go one after the other.</summary>
    public const int Concurrency = 8;

    /// <summary>More than there are messages at a time: somebody else's save is the only other thing to meet.</summary>
    private const int MostTries = 25;

    public Task Consume(ConsumeContext<AssignmentMoved> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(AssignmentMoved moved, CancellationToken ct)
    {
        if (moved.Id == Guid.Empty || moved.RequestId == Guid.Empty || moved.NeedId == Guid.Empty || moved.No < 1 || string.IsNullOrEmpty(moved.To))
            throw new InvalidMessageException($"AssignmentMoved of assignment {moved.Id} names no history entry of an assignment on a need.");
        for (var i = 0; i < MostTries; i++)
        {
            var read = await requests.Find(moved.RequestId, ct)
                ?? throw new InvalidOperationException($"Assignment {moved.Id} entry {moved.No} is of request {moved.RequestId}, which is not here.");
            if (Decide(read.Value, moved, clock.GetUtcNow(), periods) is not { } next)
            {
                Older(moved.RequestId, moved.Id, moved.No);
                // It may be here again because it ended between the save and this.
                await ask.Follow(moved.RequestId, read.Value, moved, clock.GetUtcNow(), ct);
                return;
            }
            if (await requests.Save(read, next.Next, Guid.Empty, next.Steps, ct) is not SaveResult<AssistanceRequest>.Saved) continue;
            FailPoints.Reach("after-staffing");
            await ask.Follow(moved.RequestId, next.Next, moved, clock.GetUtcNow(), ct);
            Kept(moved.RequestId, moved.Id, moved.No, moved.To, next.Next.Status);
            return;
        }
        throw new InvalidOperationException($"Request {moved.RequestId}: others saved it {MostTries} times while assignment {moved.Id} entry {moved.No} was to be kept.");
    }

    /// <summary>Null when the message is no news.</summary>
    public static Decision<AssistanceRequest>.Moved? Decide(AssistanceRequest request, AssignmentMoved moved, DateTimeOffset now, RequestsSettings periods)
    {
        var known = request.Staffing.FirstOrDefault(p => p.AssignmentId == moved.Id);
        if (known is not null && known.No >= moved.No) return null;
        var place = new StaffedPlace(moved.Id, moved.NeedId, moved.To, moved.No, moved.PersonId, moved.ConflictAnswered);
        IReadOnlyList<StaffedPlace> staffing = known is null
            ? [.. request.Staffing, place]
            : [.. request.Staffing.Select(p => p.AssignmentId == moved.Id ? place : p)];
        var followed = ComputedStatus.Follow(request with { Staffing = staffing }, now, periods);
        // Its end is counted from when evaluations were asked: of work that ended after the delivery they are asked now.
        return request.Status == RequestStatus.Delivered && AskForEvaluations.Ends(moved)
            ? followed with { Next = DeliverAssistanceRequest.Asked(followed.Next, now, periods) }
            : followed;
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "Request {RequestId}: assignment {AssignmentId} entry {No} is {State}; the request is {Status}")]
    private partial void Kept(Guid requestId, Guid assignmentId, long no, string state, RequestStatus status);

    [LoggerMessage(EventId = 211, Level = LogLevel.Debug, Message = "Request {RequestId}: assignment {AssignmentId} entry {No} is no news")]
    private partial void Older(Guid requestId, Guid assignmentId, long no);
}
