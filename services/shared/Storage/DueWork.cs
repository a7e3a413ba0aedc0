using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Alliance.Shared.Hosting;

namespace Alliance.Shared.Storage;

/// <summary>What a service does about due documents of one kind; the background loop calls it while it holds the service's lease.</summary>
public sealed record DueWork<T>(Store<T> Store) where T : class
{
    /// <summary>
    /// The messages one history entry becomes, in order. Pure. The document is as it is now, not as it was at the entry;
    /// the entry's text may be left out (free text is not published).
    /// </summary>
    public Func<Stored<T>, HistoryEntry, IEnumerable<object>> Announce { get; init; } = static (_, _) => [];

    /// <summary>
    /// What follows from an entry on other documents of the same service: done before its messages go out, and again whenever the mark was not
    /// moved past it. So it looks at what is there now and changes only what is not yet as it should be. An exception: the entry stays due.
    /// </summary>
    public Func<Stored<T>, HistoryEntry, CancellationToken, Task> Follow { get; init; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>
    /// Called when <see cref="Declaration{T}.DueAt"/> has passed: a pure tick, or outward work (a mail) whose outcome and next attempt are in the answer.
    /// Null = nothing to do now; the document is looked at again after a back-off. An exception is logged and backed off likewise.
    /// </summary>
    public Func<Stored<T>, DateTimeOffset, CancellationToken, Task<Advance<T>?>>? OnDue { get; init; }

    /// <summary>Effects that happened and could not be recorded (a full disk, a storage that is away): only the record is tried again, not the effect.</summary>
    private readonly ConcurrentDictionary<Guid, (long Revision, Advance<T> Advance)> _unrecorded = new();

    internal DueSource Source(PublishMessage? publish, TimeProvider time) => new(
        Store.Shape.Name,
        Store.Reindex,
        publish is null || !Store.Shape.Announces ? null : (limit, ct) => TakeUnpublished(publish, limit, ct),
        OnDue is null ? null : (limit, ct) => TakeTimers(OnDue, time.GetUtcNow(), limit, ct));

    private async Task<IReadOnlyList<DueJob>> TakeUnpublished(PublishMessage publish, int limit, CancellationToken ct) =>
        [.. (await Store.Engine.Unpublished(Store.Shape, limit, ct)).Select(u => new DueJob(u.Row.Id, stop => Publish(publish, u, stop)))];

    /// <summary>Strictly one message after the other; the mark is moved once, or as far as it came.</summary>
    private async Task<bool> Publish(PublishMessage publish, Unpublished unpublished, CancellationToken ct)
    {
        var document = Store.Read(unpublished.Row)!;
        long done = 0;
        try
        {
            foreach (var entry in unpublished.Entries)
            {
                await Follow(document, entry, ct);
                FailPoints.Reach("after-follow");
                var index = 0;
                foreach (var message in Announce(document, entry))
                {
                    FailPoints.Reach("before-publish");
                    await publish(message, MessageId(document.Id, entry.No, index++), entry.Traceparent, ct);
                }
                done = entry.No;
            }
        }
        catch when (done > 0)
        {
            await Store.Engine.MarkPublished(Store.Shape, document.Id, done, CancellationToken.None);
            throw;
        }
        FailPoints.Reach("after-publish");
        await Store.Engine.MarkPublished(Store.Shape, document.Id, done, CancellationToken.None);
        FailPoints.Reach("after-mark");
        return true;
    }

    private async Task<IReadOnlyList<DueJob>> TakeTimers(
        Func<Stored<T>, DateTimeOffset, CancellationToken, Task<Advance<T>?>> onDue, DateTimeOffset now, int limit, CancellationToken ct) =>
        [.. (await Store.Engine.Timers(Store.Shape, now, limit, ct)).Select(row => new DueJob(row.Id, stop => Advance(onDue, row, now, stop)))];

    private async Task<bool> Advance(
        Func<Stored<T>, DateTimeOffset, CancellationToken, Task<Advance<T>?>> onDue, Row row, DateTimeOffset now, CancellationToken ct)
    {
        var document = Store.Read(row)!;
        if (!_unrecorded.TryGetValue(document.Id, out var done) || done.Revision != document.Revision)
        {
            FailPoints.Reach("before-effect");
            if (await onDue(document, now, ct) is not { } advance) return false;
            _unrecorded[document.Id] = done = (document.Revision, advance);
            FailPoints.Reach("after-effect");
        }
        // The effect has happened: its record is no longer a matter of cancelling.
        var saved = await Store.Save(document, done.Advance.Next, done.Advance.ActorId, done.Advance.Steps, CancellationToken.None);
        _unrecorded.TryRemove(document.Id, out _);
        return saved is not SaveResult<T>.Taken;
    }

    /// <summary>A name-based UUID (version 8, SHA-256): the same at each repeat of the same message.</summary>
    internal static Guid MessageId(Guid documentId, long no, int index)
    {
        Span<byte> name = stackalloc byte[16 + 8 + 4];
        documentId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(name[16..], no);
        BinaryPrimitives.WriteInt32BigEndian(name[24..], index);
        var hash = SHA256.HashData(name);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>What due work made of a document: saved over the revision it was given; stale = somebody else was faster, nothing is lost.</summary>
public sealed record Advance<T>(T Next, Guid ActorId, params IReadOnlyList<Step> Steps) where T : class;

/// <summary>Publishes one message and returns when the broker confirmed it. Throws when it did not (the entry stays due).</summary>
/// <param name="messageId">Made from document id, entry number and place within the entry: the same at each repeat.</param>
/// <param name="traceparent">The trace of the call that caused the entry.</param>
public delegate Task PublishMessage(object message, Guid messageId, string? traceparent, CancellationToken ct);

/// <summary>One collection's due work as the loop sees it; null where there is none of that kind. Each call gives the first so many due documents.</summary>
internal sealed record DueSource(
    string Collection,
    Func<CancellationToken, Task> Reindex,
    Func<int, CancellationToken, Task<IReadOnlyList<DueJob>>>? Unpublished,
    Func<int, CancellationToken, Task<IReadOnlyList<DueJob>>>? Timers);

/// <summary>What is due of one document. Answers false when the document shall rest for a while.</summary>
internal sealed record DueJob(Guid Id, Func<CancellationToken, Task<bool>> Run);
