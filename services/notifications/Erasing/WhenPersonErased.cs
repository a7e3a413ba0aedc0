using Alliance.Contracts;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Preferring;
using Alliance.Notifications.Telling;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Notifications.Erasing;

/// <summary>
/// Nothing here is anybody's any more who was erased: what they were told and mailed loses its person and what it was about, mail that waits is not sent,
/// and their wishes are those of who never said any. Neither address nor text was kept.
/// </summary>
internal sealed partial class WhenPersonErased(
    Store<Notice> notices, Store<Delivery> deliveries, Store<Preferences> preferences, ErasedPeople erased, ILogger<WhenPersonErased> log) : IConsumer<PersonErased>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-person-erased";

    /// <summary>Rare.</summary>
    public const int Concurrency = 1;

    public Task Consume(ConsumeContext<PersonErased> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonErased message, CancellationToken ct)
    {
        if (message.PersonId == Guid.Empty || message.No < 1) throw new InvalidMessageException($"PersonErased of person {message.PersonId} names no history entry.");
        var dropped = await Drop(message.PersonId.ToString(), ct);
        if (await preferences.Find(message.PersonId, ct) is { } wishes && wishes.Value != Preferences.Usual) await preferences.Save(wishes, Preferences.Usual, Guid.Empty, [], ct);
        await erased.Note(message, ct);
        // Told by a message that was being handled before it was noted.
        dropped += await Drop(message.PersonId.ToString(), ct);
        Erased(message.PersonId, dropped);
    }

    private async Task<int> Drop(string person, CancellationToken ct)
    {
        var dropped = 0;
        while (await notices.List(new Query<Notice>([new(Notice.OfPerson, person)], Notice.ByTime, Limit: 100), ct) is { Items: { Count: > 0 } some })
        {
            foreach (var notice in some) await notices.Save(notice, notice.Value.Erased(), Guid.Empty, [], ct);
            dropped += some.Count;
        }
        while (await deliveries.List(new Query<Delivery>([new(Delivery.OfPerson, person)], Delivery.ByTime, Limit: 100), ct) is { Items: { Count: > 0 } some })
        {
            foreach (var delivery in some) await deliveries.Save(delivery, delivery.Value.Erased(), Guid.Empty, [], ct);
            dropped += some.Count;
        }
        return dropped;
    }

    [LoggerMessage(EventId = 340, Level = LogLevel.Information, Message = "Person {PersonId} is erased here, with {Dropped} inbox entries and mails")]
    private partial void Erased(Guid personId, int dropped);
}
