using Alliance.Contracts;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Tells of the steps of an assignment: the expert, the applicant's signatories, the owner of the request.</summary>
internal sealed class WhenAssignmentMoved(TellPeople tell) : IConsumer<AssignmentMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-assignment-moved";

    /// <summary>As of requests, for the same reason: <see cref="WhenRequestMoved.Concurrency"/>.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<AssignmentMoved> context) => tell.Of(Happening.Of(context.Message), context.CancellationToken);
}
