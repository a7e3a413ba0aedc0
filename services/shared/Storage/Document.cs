using System.Diagnostics.CodeAnalysis;

namespace Alliance.Shared.Storage;

/// <summary>A document as it was read: its value and what the next save must know of it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Value">The document itself; its JSON is what both engines store.</param>
/// <param name="Revision">1 at creation, one more at each save. A mark moved by the loop is no revision.</param>
/// <param name="LastNo">Number of the newest history entry; 0 while there is none.</param>
/// <param name="Head">Hash of the newest history entry (hex, lower case); <see cref="HistoryChain.Start"/> while there is none.</param>
public sealed record Stored<T>(
    Guid Id, T Value, long Revision, long LastNo, string Head,
    DateTimeOffset CreatedAt, Guid CreatedBy, DateTimeOffset UpdatedAt, Guid UpdatedBy)
    where T : class;

/// <summary>What happened, as a decision says it: it becomes one history entry of the document it is saved with.</summary>
/// <param name="Verb">The verb of the state machine (<c>submit</c>), literal.</param>
/// <param name="From">State before, in wire form (<c>inReview</c>); null where the verb creates the document.</param>
/// <param name="To">State after, in wire form.</param>
/// <param name="Code">A code from a code list (a reject reason), never free text.</param>
/// <param name="Text">Free text of a person. It stands beside the entry and can be erased; the chain covers only its salted hash.</param>
public sealed record Step(string Verb, string? From, string? To, string? Code = null, string? Text = null);

/// <summary>
/// One entry of a document's history: outbox, audit trail, history page and statistics at once. No personal data.
/// <see cref="Text"/> and <see cref="Salt"/> stand beside the entry and are null once erased; <see cref="TextHash"/> stays.
/// </summary>
/// <param name="No">1, 2, 3 … without gaps within a document.</param>
/// <param name="Traceparent">W3C trace context of the call that caused it; the loop goes on with this trace.</param>
/// <param name="TextHash">SHA-256 of salt + text, hex; null where there was no text.</param>
public sealed record HistoryEntry(
    long No, string Verb, Guid ActorId, DateTimeOffset At, string? Code, string? From, string? To,
    string? Traceparent, string? TextHash, string PreviousHash, string Hash, string? Text = null, string? Salt = null);

/// <summary>How a save ended. Exceptions are left for a storage that does not answer.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed set of outcomes reads best in one place.")]
public abstract record SaveResult<T> where T : class
{
    private SaveResult() { }

    /// <summary>On disk, with its history and keys; what follows from it will happen.</summary>
    public sealed record Saved(Stored<T> Document) : SaveResult<T>;

    /// <summary>Somebody saved since it was read (or created the same id): nothing was changed.</summary>
    public sealed record Stale : SaveResult<T>;

    /// <summary>Another document holds this unique key: nothing was changed. Of several taken keys the first declared is named.</summary>
    public sealed record Taken(string Key) : SaveResult<T>;
}
