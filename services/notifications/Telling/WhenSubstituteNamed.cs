using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Keeps who is told besides a coordinator who is away.</summary>
internal sealed partial class WhenSubstituteNamed(Store<KnownSubstitute> substitutes, ILogger<WhenSubstituteNamed> log) : IConsumer<SubstituteNamed>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-substitute-named";

    /// <summary>Rare and small.</summary>
    public const int Concurrency = 1;

    public async Task Consume(ConsumeContext<SubstituteNamed> context)
    {
        var named = context.Message;
        if (named.Id == Guid.Empty || named.No < 1) throw new InvalidMessageException($"SubstituteNamed of person {named.Id} names no history entry.");
        var (_, isNews) = await KeepNewest.In(substitutes, named.Id, known => known?.No >= named.No ? null : KnownSubstitute.Of(named), context.CancellationToken);
        if (isNews) Kept(named.Id, named.No, named.SubstituteId);
    }

    [LoggerMessage(EventId = 332, Level = LogLevel.Information, Message = "Known: substitute of person {PersonId} as of entry {No} is {SubstituteId}")]
    private partial void Kept(Guid personId, long no, Guid? substituteId);
}
