namespace Alliance.Shared.Storage;

/// <summary>
/// What SQLite and MongoDB do differently, and nothing else: everything about meaning (JSON, projection, chain, planning, cursors) is done once, above.
/// All times handed over are whole milliseconds UTC. An engine throws only when the storage does not answer.
/// </summary>
internal interface IStorageEngine : IAsyncDisposable
{
    /// <summary>Makes tables and indexes of all collections; at start, before anything else. Safe to run from several copies at once, and repeatedly.</summary>
    Task Prepare(IReadOnlyList<Shape> shapes, CancellationToken ct);

    Task<Row?> Find(Shape shape, Guid id, CancellationToken ct);

    Task<Row?> FindByKey(Shape shape, string key, CancellationToken ct);

    /// <summary>One atomic write of document, entries, keys and index rows; "before-commit" and "after-commit" are reached around it.</summary>
    Task<WriteOutcome> Save(Shape shape, Write write, CancellationToken ct);

    /// <summary>Documents with the term that have a value for the sort, in the order of (sort, id): a walk of an index.</summary>
    Task<IReadOnlyList<Hit>> Walk(Shape shape, string facet, string term, Span span, CancellationToken ct);

    /// <summary>Documents with at least one term of every group and, for every prefix, a word that begins so; with a value for the sort, in the order of (sort, id).</summary>
    Task<IReadOnlyList<Hit>> Match(Shape shape, IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<string> prefixes, Span span, CancellationToken ct);

    /// <summary>How many documents have the term, counted up to <paramref name="atMost"/>.</summary>
    Task<int> Count(Shape shape, string term, int atMost, CancellationToken ct);

    /// <summary>For each term of a facet that begins so: documents with a value for the sort, their least and their mean one. Walks the index kept for facet and sort; in the order of terms.</summary>
    Task<IReadOnlyList<Tally>> Tally(Shape shape, string beginning, string sort, CancellationToken ct);

    /// <summary>All entries, oldest first, with text and salt where not erased.</summary>
    Task<IReadOnlyList<HistoryEntry>> History(Shape shape, Guid id, CancellationToken ct);

    /// <summary>Removes text and salt of one entry; nothing happens when there are none. Not a revision.</summary>
    Task EraseText(Shape shape, Guid id, long no, CancellationToken ct);

    /// <summary>
    /// What was overwritten or erased in this collection is nowhere in its files any more, neither in an index nor in a log: for after an erasure. Takes
    /// seconds where the collection is large.
    /// </summary>
    Task Scrub(Shape shape, CancellationToken ct);

    /// <summary>Documents whose index rows were made by an older <see cref="Shape.Version"/>.</summary>
    Task<IReadOnlyList<Row>> Outdated(Shape shape, int limit, CancellationToken ct);

    /// <summary>Replaces index rows and timer of a document, unless it was saved since (the row's revision); keys stay. Not a revision.</summary>
    Task Reproject(Shape shape, Row row, Projection projection, CancellationToken ct);

    /// <summary>Documents with entries above their published mark, longest waiting first, with those entries in order (texts left out; of very many, the first).</summary>
    Task<IReadOnlyList<Unpublished>> Unpublished(Shape shape, int limit, CancellationToken ct);

    /// <summary>Moves the published mark up to <paramref name="no"/>; never down, never a revision. "after-publish" and "after-mark" are the loop's.</summary>
    Task MarkPublished(Shape shape, Guid id, long no, CancellationToken ct);

    /// <summary>Documents whose timer is at or before <paramref name="now"/>, earliest first.</summary>
    Task<IReadOnlyList<Row>> Timers(Shape shape, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>The service's one lease for background work; null while another process (or engine of this one) holds it. Does not wait.</summary>
    Task<Lease?> TryLease(CancellationToken ct);

    /// <summary>1, 2, 3 … per name; a number is given once, whatever happens.</summary>
    Task<long> NextCounter(string name, CancellationToken ct);

    /// <summary>Writes (or overwrites) one chunk of a file; chunks are numbered 0, 1, 2 …, at most 256 KB.</summary>
    Task WriteChunk(Guid file, int index, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    Task<byte[]?> ReadChunk(Guid file, int index, CancellationToken ct);

    Task DeleteChunks(Guid file, CancellationToken ct);

    Task Ping(CancellationToken ct);
}

/// <summary>What an engine must know of a declaration.</summary>
/// <param name="Version">Raised when what is computed for a document changes; older rows are made again at start.</param>
/// <param name="Announces">When false, an entry counts as published from the start.</param>
/// <param name="Walks">Pairs of facet and sort for which an index is kept.</param>
internal sealed record Shape(string Name, int Version, bool Announces, IReadOnlyList<string> Sorts, IReadOnlyList<(string Facet, string Sort)> Walks);

/// <summary>A document as stored. <see cref="Body"/> is JSON.</summary>
internal sealed record Row(
    Guid Id, string Body, long Revision, long LastNo, string Head,
    DateTimeOffset CreatedAt, Guid CreatedBy, DateTimeOffset UpdatedAt, Guid UpdatedBy);

/// <summary>What a document is found by, computed by its declaration.</summary>
/// <param name="Terms">By facet: <c>facet:value</c>, lower case, distinct.</param>
/// <param name="Sorts">By sort; a sort without a value is absent.</param>
/// <param name="Texts">What <see cref="Words"/> are made of.</param>
/// <param name="Keys">Unique within the collection, distinct, in declared order.</param>
/// <param name="Timer">When the loop is to look at it.</param>
internal sealed record Projection(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Terms, IReadOnlyDictionary<string, long> Sorts,
    IReadOnlyList<string?> Texts, IReadOnlyList<string> Keys, DateTimeOffset? Timer)
{
    private IReadOnlyList<string>? _words;

    /// <summary>Distinct, folded. Made when first asked for: few saves change a text, and splitting a long one is most of a save's computing.</summary>
    public IReadOnlyList<string> Words => _words ??= Storage.Words.Of(Texts);

    /// <summary>Whether the words are surely the same, without making them.</summary>
    public bool HasWordsOf(Projection before) => Texts.SequenceEqual(before.Texts);
}

/// <summary>One save: the row as it shall be over revision <c>Next.Revision - 1</c> (0: there is none yet).</summary>
/// <param name="Entries">New entries, numbered up to <c>Next.LastNo</c>; none for an autosave.</param>
/// <param name="Before">Projection of the document that was read, so that an engine can write the difference only; null at creation.</param>
internal sealed record Write(Row Next, IReadOnlyList<HistoryEntry> Entries, Projection? Before, Projection After);

/// <summary>How a write ended.</summary>
/// <param name="TakenKey">With <see cref="WriteStatus.Taken"/>: the first of <see cref="Projection.Keys"/> that another document holds.</param>
internal readonly record struct WriteOutcome(WriteStatus Status, string? TakenKey = null);

internal enum WriteStatus
{
    Saved,

    /// <summary>The revision is another one (at creation: the id exists); also when keys are taken besides.</summary>
    Stale,
    Taken
}

/// <summary>The part of an order that is asked for: sort values between both ends (inclusive), strictly after a place, at most <see cref="Limit"/>.</summary>
internal sealed record Span(string Sort, bool Descending, long? From, long? To, Place? After, int Limit);

/// <summary>A place in an order. Ids compare as their text does (big-endian bytes), in the same direction as the sort.</summary>
internal readonly record struct Place(long Sort, Guid Id);

/// <summary>A found document and the sort value it was found at.</summary>
internal sealed record Hit(Row Row, long Sort);

/// <summary>A document with entries that are still to be published.</summary>
internal sealed record Unpublished(Row Row, IReadOnlyList<HistoryEntry> Entries);

/// <summary>The right to do a service's background work. <see cref="Lost"/> fires when it can no longer be relied upon; disposing gives it back at once.</summary>
internal sealed class Lease(Func<ValueTask> release, CancellationToken lost) : IAsyncDisposable
{
    public CancellationToken Lost => lost;

    public ValueTask DisposeAsync() => release();
}
