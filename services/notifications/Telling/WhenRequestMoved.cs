using System.Diagnostics;
using Alliance.Contracts;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Reading;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>
/// Writes the inbox entry and the e-mail of everybody who is to be told. Each has an id made from the event and the person, so a message
/// that comes again (a crash before the acknowledgement, a failure half way) only adds what is missing.
/// </summary>
/// <remarks>
/// It does not drop lower entry numbers, as consumers that keep a state do: each event is told for itself, and one that was
/// overtaken while it waited for a retry would otherwise never be told.
/// </remarks>
internal sealed partial class WhenRequestMoved(
    Store<KnownPerson> people, Store<KnownOrganisation> organisations, Store<Notice> notices, Store<Delivery> deliveries, Live live, MailSettings mail, TimeProvider time, ILogger<WhenRequestMoved> log)
    : IConsumer<RequestMoved>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-request-moved";

    /// <summary>
    /// A message is a few small saves that wait for the disk; eight at a time share one group commit. Order does not matter (see above), so
    /// there is no partition by request.
    /// </summary>
    public const int Concurrency = 8;

    public async Task Consume(ConsumeContext<RequestMoved> context)
    {
        var moved = context.Message;
        if (moved.Id == Guid.Empty || moved.No < 1) throw new InvalidMessageException($"RequestMoved {context.MessageId} names no history entry.");
        var recipients = WhoIsTold.Of(moved, await KnownPeople.For(moved, people, organisations, context.CancellationToken));
        var subject = new Subject("request", moved.Id, moved.Reference);
        // Beside each other, so that they meet in one group commit.
        var told = await Task.WhenAll(recipients.Select(r => Tell(r, subject, moved, context.CancellationToken)));
        FailPoints.Reach("after-notices");
        var added = told.Count(isNew => isNew);
        Told(moved.Id, moved.No, moved.Verb, recipients.Count, added);
    }

    /// <returns>False when the person had the entry already.</returns>
    private async Task<bool> Tell(Recipient recipient, Subject subject, RequestMoved moved, CancellationToken ct)
    {
        var id = Notice.IdOf(subject, moved.No, moved.At, recipient.PersonId);
        var step = new Step("tell", null, recipient.Event, moved.Code);
        var notice = new Notice(recipient.PersonId, recipient.Event, subject, moved.At, moved.Code, ReadAt: null);
        var isNew = await notices.Create(id, notice, Guid.Empty, [step], ct) is SaveResult<Notice>.Saved;
        if (recipient.Mail)
        {
            var delivery = Delivery.For(recipient, subject, moved.At, moved.Code, Activity.Current?.Id, mail.MessageIdOf(id), time.GetUtcNow());
            isNew |= await deliveries.Create(id, delivery, Guid.Empty, [step with { To = "due" }], ct) is SaveResult<Delivery>.Saved;
        }
        if (isNew) live.Changed(recipient.PersonId);
        return isNew;
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Told: request {RequestId} entry {No} {Verb}, {Recipients} people, {New} new")]
    private partial void Told(Guid requestId, long no, string verb, int recipients, int @new);
}
