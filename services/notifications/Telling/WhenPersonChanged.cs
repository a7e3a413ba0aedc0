using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Keeps who may be told of what: roles, language, and whether access was ended.</summary>
internal sealed partial class WhenPersonChanged(Store<KnownPerson> people, ILogger<WhenPersonChanged> log) : IConsumer<PersonChanged>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-person-changed";

    /// <summary>One small save each; several at a time share a group commit when many people are added at once.</summary>
    public const int Concurrency = 4;

    public Task Consume(ConsumeContext<PersonChanged> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonChanged changed, CancellationToken ct)
    {
        if (changed.Id == Guid.Empty || changed.No < 1) throw new InvalidMessageException($"PersonChanged of person {changed.Id} names no history entry.");
        var (_, isNews) = await KeepNewest.In(people, changed.Id, known => known?.No >= changed.No ? null : KnownPerson.From(changed), ct);
        if (isNews) Kept(changed.Id, changed.No, changed.Active);
    }

    [LoggerMessage(EventId = 330, Level = LogLevel.Information, Message = "Known: person {PersonId} as of entry {No}, active {Active}")]
    private partial void Kept(Guid personId, long no, bool active);
}
