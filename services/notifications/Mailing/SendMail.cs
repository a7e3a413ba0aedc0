using System.Diagnostics;
using Alliance.Notifications.Preferring;
using Alliance.Notifications.Wording;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Mailing;

/// <summary>The due work of a delivery: asks who and in which language now, sends, and says what became of it.</summary>
/// <remarks>A crash between the server's answer and the save repeats the mail, once per crash, with the same Message-ID.</remarks>
internal sealed partial class SendMail(
    Mailer mailer, MailSettings mail, PortalSettings portal, AskForLink links, People people, ErasedPeople erased, Store<Preferences> preferences, TimeProvider time, ILogger<SendMail> log)
{
    public async Task<Advance<Delivery>?> OnDue(Stored<Delivery> due, DateTimeOffset now, CancellationToken ct)
    {
        var delivery = due.Value;
        using var activity = Telemetry.Source.StartActivity("send mail", ActivityKind.Client, delivery.Traceparent);
        var attempt = await Try(due.Id, delivery, now, ct);
        var advance = Attempts.After(delivery, attempt, due.CreatedAt, time.GetUtcNow(), mail.Waits);
        activity?.SetTag("alliance.outcome", attempt.Code);
        if (attempt.End is AttemptEnd.Later or AttemptEnd.Never) activity?.SetStatus(ActivityStatusCode.Error);
        Tried(due.Id, advance.Next.State, advance.Next.Attempts, attempt.Code);
        return advance;
    }

    /// <summary>Whatever a person's data does to it, one delivery waits for its next attempt like any other, instead of standing first in the queue for ever.</summary>
    private async Task<Attempt> Try(Guid id, Delivery delivery, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await TryOnce(delivery, now, ct);
        }
#pragma warning disable CA1031 // As said above.
        catch (Exception fault) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Faulty(id, fault.GetType().Name);
            return Attempt.Fault;
        }
    }

    private async Task<Attempt> TryOnce(Delivery delivery, DateTimeOffset now, CancellationToken ct)
    {
        if (await erased.Has(delivery.PersonId, ct)) return Attempt.Erased;
        var wishes = (await preferences.Find(delivery.PersonId, ct))?.Value;
        if (wishes is { Channels.Email: false }) return Attempt.NotWanted;
        // Now, not as remembered: an address that was corrected is the one to write to.
        var found = await people.FindNow(delivery.PersonId, ct);
        if (!found.Answered) return Attempt.AccountsAway;
        if (found.Cards.GetValueOrDefault(delivery.PersonId) is not { } person) return Attempt.PersonUnknown;
        if (!person.Active) return Attempt.AccessEnded;
        var language = Languages.Best(wishes?.Language, person.Language);
        var link = await links.Of(delivery, language, ct);
        if (!link.Answered) return Attempt.OwnerAway;
        using var message = ComposeMail.From(delivery, person, language, mail.Sender, portal.LinkTo(delivery.Story()), now, link.Address);
        return message is null ? Attempt.AddressFaulty : await mailer.Send(message, ct);
    }

    [LoggerMessage(EventId = 321, Level = LogLevel.Error, Message = "Mail {DeliveryId} could not be made or handed over: {Fault}")]
    private partial void Faulty(Guid deliveryId, string fault);

    [LoggerMessage(EventId = 320, Level = LogLevel.Information, Message = "Mail {DeliveryId}: {State} after {Attempts} attempts, {Outcome}")]
    private partial void Tried(Guid deliveryId, DeliveryState state, int attempts, string outcome);
}
