namespace Alliance.Shared.Storage;

/// <summary>A declared sort order: a number per document (times as UTC milliseconds). Null = the document is not in lists sorted by it.</summary>
/// <param name="Name">Lower-case letters; part of the stored form, so it never changes.</param>
public sealed record Sort<T>(string Name, Func<Stored<T>, long?> Value) where T : class;

/// <summary>
/// A declared field to filter by: the values a document has for it (none, one, or several for an array field; a composite such as
/// <c>organisation|status</c> is a facet of its own). A list by one facet alone is a walk of an index when the sort is among
/// <see cref="WalkedBy"/>; every other combination of facets and words intersects the inverted index. No list is a scan.
/// </summary>
/// <param name="Name">Lower-case letters; part of the stored form.</param>
/// <param name="Values">Codes, ids, states: letters, digits and <c>- _ . |</c>, at most 200 characters, compared without case.</param>
/// <param name="WalkedBy">Sorts for which an index is kept; each costs one index row per value at every save.</param>
public sealed record Facet<T>(string Name, Func<Stored<T>, IEnumerable<string>> Values, params Sort<T>[] WalkedBy) where T : class;

/// <summary>
/// Everything a service says about one kind of document, in one place. A query names these objects themselves,
/// so a query on anything undeclared does not compile (or fails on its first use, if the object was left out here).
/// </summary>
/// <param name="Name">Collection and table name; lower-case letters; never changes.</param>
public sealed record Declaration<T>(string Name) where T : class
{
    /// <summary>
    /// 1, 2, 3 …: raise it whenever one of the functions below gives other results for a stored document. At the next start documents
    /// of a lower version are indexed again (facets, sorts, words, timers; keys are claimed by saves only). Going back is a higher version too.
    /// </summary>
    public int Version { get; init; } = 1;

    public IReadOnlyList<Sort<T>> Sorts { get; init; } = [];
    public IReadOnlyList<Facet<T>> Facets { get; init; } = [];

    /// <summary>Texts whose words the document is found by.</summary>
    public Func<Stored<T>, IEnumerable<string?>> Text { get; init; } = static _ => [];

    /// <summary>Unique keys the document holds after this save, e.g. <c>idem:{caller}:{key}</c>. Those no longer named are released with it.</summary>
    public Func<Stored<T>, IEnumerable<string>> Keys { get; init; } = static _ => [];

    /// <summary>
    /// What follows from a change for what the document keeps about itself (a clock), whatever caused it: asked at every save with what it was (null =
    /// it is new), what it becomes and the time of the save. Pure.
    /// </summary>
    public Func<T?, T, DateTimeOffset, T> Settle { get; init; } = static (_, next, _) => next;

    /// <summary>When the loop is to look at the document next; null = never. Checked after every save.</summary>
    public Func<Stored<T>, DateTimeOffset?> DueAt { get; init; } = static _ => null;

    /// <summary>Whether history entries are published. When false, entries are audit trail only and never due.</summary>
    public bool Announces { get; init; }
}

/// <summary>One condition of a list: the facet has any of these values.</summary>
public sealed record Where<T>(Facet<T> Facet, params string[] AnyOf) where T : class;

/// <summary>A list: all conditions hold, every word is the beginning of a word of the text, sorted by a declared sort, then by id.</summary>
/// <param name="From">Least sort value, inclusive. <paramref name="To">: greatest, inclusive.</paramref></param>
/// <param name="Cursor">The <see cref="Page{T}.Next"/> of the page before; one from another query is refused (<see cref="BadCursorException"/>).</param>
/// <param name="Limit">1–100.</param>
public sealed record Query<T>(
    IReadOnlyList<Where<T>> Where, Sort<T> Sort, bool Descending = true, long? From = null, long? To = null,
    string? Words = null, string? Cursor = null, int Limit = 20) where T : class;

/// <summary>One page. <see cref="Next"/> is null on the last one. A document that stays as it is, is on exactly one page.</summary>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, string? Next) where T : class;

/// <summary>How many documents have a value of a facet, and of their sort values the least and the mean.</summary>
public sealed record Tally(string Value, int Count, long Least, double Mean);

/// <summary>The cursor was not made by this query: the caller's mistake (400), not a fault of the storage.</summary>
public sealed class BadCursorException : Exception
{
    public BadCursorException() : base("The cursor does not belong to this list.") { }
    public BadCursorException(string message) : base(message) { }
    public BadCursorException(string message, Exception inner) : base(message, inner) { }
}
