using Alliance.Contracts;
using Alliance.Experts.Attaching;
using Alliance.Experts.Offering;
using Alliance.Experts.Subscribing;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Experts.Erasing;

/// <summary>
/// Drops what is personal of somebody: the profile, what stands in their assignments and in offers of them or by them, and the texts beside the histories, whose chains go on holding.
/// Each document is one save; whatever dies in between, the message comes again and goes over all of them.
/// </summary>
internal sealed partial class WhenPersonErased(
    Store<Expert> experts, Store<Assignment> assignments, Store<Offer> offers, Store<CalendarFeed> calendars, FileChunks files, ErasedPeople erased, ILogger<WhenPersonErased> log) : IConsumer<PersonErased>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "experts-person-erased";

    /// <summary>Rare, and each rewrites part of the store's indexes.</summary>
    public const int Concurrency = 1;

    public Task Consume(ConsumeContext<PersonErased> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonErased message, CancellationToken ct)
    {
        if (message.PersonId == Guid.Empty || message.No < 1) throw new InvalidMessageException($"PersonErased of person {message.PersonId} names no history entry.");
        await OwnCalendar.Drop(message.PersonId, calendars, ct);
        var profile = await experts.FindByKey(Roster.PersonKey(message.PersonId), ct);
        if (profile is not null)
        {
            await Erase(experts, profile.Id, EraseExpert.Decide, ct);
            // The history names every one there ever was.
            foreach (var entry in await experts.History(profile.Id, ct)) await CertificateFiles.Drop(entry, files, ct);
        }
        FailPoints.Reach("after-profile-erased");
        // Before the assignments: one that an accepted offer is still to become is made before, or never.
        foreach (var offer in await Everything.Of(offers, Offers.UpdatedAt, ct, new Where<Offer>(Offers.Person, message.PersonId.ToString())))
            await Erase(offers, offer.Id, o => EraseExpert.Decide(o, message.PersonId), ct);
        var own = await Everything.Of(assignments, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.Reader, Assignments.Person(message.PersonId)));
        foreach (var assignment in own)
        {
            await Erase(assignments, assignment.Id, EraseExpert.Decide, ct);
            FailPoints.Reach("after-assignment-erased");
        }
        await experts.Scrub(ct);
        await assignments.Scrub(ct);
        await offers.Scrub(ct);
        await erased.Note(message, ct);
        Erased(message.PersonId, own.Count);
    }

    private static async Task Erase<T>(Store<T> store, Guid id, Func<T, Advance<T>?> decide, CancellationToken ct) where T : class
    {
        while (await store.Find(id, ct) is { } read && decide(read.Value) is { } next)
        {
            // Whoever was faster left another state; it is judged again.
            if (await store.Save(read, next.Next, next.ActorId, next.Steps, ct) is SaveResult<T>.Saved) break;
        }
        foreach (var entry in (await store.History(id, ct)).Where(e => e.Text is not null)) await store.EraseText(id, entry.No, ct);
    }

    [LoggerMessage(EventId = 430, Level = LogLevel.Information, Message = "Person {PersonId} is erased here, with {Assignments} assignments")]
    private partial void Erased(Guid personId, int assignments);
}
