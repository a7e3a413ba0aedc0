using System.Diagnostics;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Reading;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>
/// Writes the inbox entry and the e-mail of everybody who is to be told. Each has an id made from the event and the person, so a message
/// that comes again (a crash before the acknowledgement, a failure half way) only adds what is missing.
/// </summary>
/// <remarks>
/// Lower entry numbers are not dropped, as consumers that keep a state do: each event is told for itself, and one that was overtaken
/// while it waited for a retry would otherwise never be told.
/// </remarks>
internal sealed partial class TellPeople(
    Store<KnownPerson> people, Store<KnownOrganisation> organisations, Store<KnownSubstitute> substitutes, Store<Notice> notices, Store<Delivery> deliveries, ErasedPeople erased, Live live, MailSettings mail, TimeProvider time,
    ILogger<TellPeople> log)
{
    public async Task Of(Happening happening, CancellationToken ct)
    {
        var known = await KnownPeople.For(happening, people, organisations, ct);
        if (happening.OwnerId is { } owner && await substitutes.Find(owner, ct) is { } named) known = known.With(substitute: named.Value.At(happening.At));
        var recipients = WhoIsTold.Of(happening, known);
        // Beside each other, so that they meet in one group commit.
        var told = await Task.WhenAll(recipients.Select(recipient => Tell(recipient, happening, ct)));
        FailPoints.Reach("after-notices");
        var added = told.Count(isNew => isNew);
        Told(happening.Subject.Kind, happening.Subject.Id, happening.No, happening.Verb, recipients.Count, added);
    }

    /// <returns>False when the person had the entry already.</returns>
    private async Task<bool> Tell(Recipient recipient, Happening happening, CancellationToken ct)
    {
        // An expert or owner is named by the message itself, whoever they are by now.
        if (await erased.Has(recipient.PersonId, ct)) return false;
        var id = Notice.IdOf(happening.SaidIn ?? happening.Subject.Id, happening.No, happening.At, recipient.PersonId);
        var step = new Step("tell", null, recipient.Event, happening.Code);
        var isNew = await notices.Create(id, Notice.For(recipient, happening), Guid.Empty, [step], ct) is SaveResult<Notice>.Saved;
        var now = time.GetUtcNow();
        if (WhoIsTold.IsMailed(recipient, happening, now, mail.NoneAfter))
        {
            var delivery = Delivery.For(recipient, happening, Activity.Current?.Id, mail.MessageIdOf(id), now);
            isNew |= await deliveries.Create(id, delivery, Guid.Empty, [step with { To = "due" }], ct) is SaveResult<Delivery>.Saved;
        }
        if (isNew) live.Changed(recipient.PersonId);
        return isNew;
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Told: {Kind} {Id} entry {No} {Verb}, {Recipients} people, {New} new")]
    private partial void Told(string kind, Guid id, long no, string verb, int recipients, int @new);
}
