using System.Diagnostics;

namespace Alliance.Shared.Storage;

/// <summary>
/// One collection of documents: the only way to read and write them. Everything here is the same on both engines.
/// Throws only when the storage does not answer (<see cref="StorageFullException"/> when its disk is full).
/// </summary>
public sealed class Store<T> where T : class
{
    private readonly IStorageEngine _engine;
    private readonly TimeProvider _time;
    private readonly Nudge _nudge;
    private readonly Projector<T> _projector;

    internal Store(Declaration<T> declaration, IStorageEngine engine, TimeProvider time, Nudge nudge)
    {
        (Declaration, _engine, _time, _nudge) = (declaration, engine, time, nudge);
        _projector = new Projector<T>(declaration);
    }

    public Declaration<T> Declaration { get; }

    internal Shape Shape => _projector.Shape;

    internal IStorageEngine Engine => _engine;

    /// <summary>What times of change are stamped by.</summary>
    internal TimeProvider Time => _time;

    public async Task<Stored<T>?> Find(Guid id, CancellationToken ct) => Read(await _engine.Find(Shape, id, ct));

    /// <summary>The document that holds this unique key.</summary>
    public async Task<Stored<T>?> FindByKey(string key, CancellationToken ct) => Read(await _engine.FindByKey(Shape, key, ct));

    /// <summary>Saves a new document. <see cref="SaveResult{T}.Stale"/> when the id exists.</summary>
    public Task<SaveResult<T>> Create(Guid id, T value, Guid actorId, IReadOnlyList<Step> steps, CancellationToken ct)
    {
        var now = Now();
        return Save(null, new Stored<T>(id, Declaration.Settle(null, value, now), 1, 0, HistoryChain.Start, now, actorId, now, actorId), actorId, steps, ct);
    }

    /// <summary>Saves the next value over exactly the revision that was read, with its history entries and unique keys, in one atomic write.</summary>
    public Task<SaveResult<T>> Save(Stored<T> read, T next, Guid actorId, IReadOnlyList<Step> steps, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(read);
        var now = Now();
        var settled = Declaration.Settle(read.Value, next, now);
        return Save(read, read with { Value = settled, Revision = read.Revision + 1, UpdatedAt = now, UpdatedBy = actorId }, actorId, steps, ct);
    }

    /// <exception cref="BadCursorException">The cursor is of another list, or no cursor at all.</exception>
    /// <exception cref="InvalidOperationException">The query names a facet or sort that is not declared, or neither a condition nor words.</exception>
    public async Task<Page<T>> List(Query<T> query, CancellationToken ct)
    {
        var plan = ListPlan.Make(Declaration, query);
        var hits = await plan.Run(_engine, Shape, ct);
        var items = hits.Take(query.Limit).Select(h => Read(h.Row)!).ToArray();
        return new Page<T>(items, hits.Count > query.Limit ? plan.CursorAfter(hits[query.Limit - 1]) : null);
    }

    /// <summary>How many documents have this value, counted up to <paramref name="atMost"/>.</summary>
    public Task<int> Count(Facet<T> facet, string value, int atMost, CancellationToken ct)
    {
        ListPlan.MustBeDeclared(Declaration, facet);
        return Terms.Of(facet.Name, value) is { } term ? _engine.Count(Shape, term, atMost, ct) : Task.FromResult(0);
    }

    /// <summary>Every value of the facet that begins so, counted exactly; documents without a value for the sort are left out.</summary>
    /// <param name="beginning">Letters, digits and <c>- _ . |</c>; empty = all values.</param>
    /// <param name="sort">One the facet is walked by.</param>
    public async Task<IReadOnlyList<Tally>> Tally(Facet<T> facet, string beginning, Sort<T> sort, CancellationToken ct)
    {
        ListPlan.MustBeDeclared(Declaration, facet);
        ArgumentNullException.ThrowIfNull(sort);
        if (!facet.WalkedBy.Contains(sort)) throw new InvalidOperationException($"{Declaration.Name}: facet '{facet.Name}' is not walked by '{sort.Name}'.");
        if (beginning.Length > 0 && Terms.Of(facet.Name, beginning) is null) return [];
        var prefix = $"{facet.Name}:";
        var tallies = await _engine.Tally(Shape, prefix + beginning.ToLowerInvariant(), sort.Name, ct);
        return [.. tallies.Select(t => t with { Value = t.Value[prefix.Length..] })];
    }

    /// <summary>All entries of a document, oldest first.</summary>
    public Task<IReadOnlyList<HistoryEntry>> History(Guid id, CancellationToken ct) => _engine.History(Shape, id, ct);

    /// <summary>Removes text and salt of one entry; the chain still verifies.</summary>
    public Task EraseText(Guid id, long no, CancellationToken ct) => _engine.EraseText(Shape, id, no, ct);

    /// <summary>What saves have overwritten and <see cref="EraseText"/> has removed leaves indexes and logs, too.</summary>
    public Task Scrub(CancellationToken ct) => _engine.Scrub(Shape, ct);

    internal Stored<T>? Read(Row? row) => row is null ? null : _projector.Read(row);

    /// <summary>Makes the index rows of documents that an older version of the declaration wrote.</summary>
    internal async Task Reindex(CancellationToken ct)
    {
        while (await _engine.Outdated(Shape, 200, ct) is { Count: > 0 } rows)
            await Task.WhenAll(rows.Select(row => _engine.Reproject(Shape, row, _projector.Project(_projector.Read(row)), ct)));
    }

    private async Task<SaveResult<T>> Save(Stored<T>? read, Stored<T> next, Guid actorId, IReadOnlyList<Step> steps, CancellationToken ct)
    {
        var entries = HistoryChain.Append(next.Id, next.LastNo, next.Head, steps, actorId, next.UpdatedAt, Activity.Current?.Id);
        if (entries.Count > 0) next = next with { LastNo = entries[^1].No, Head = entries[^1].Hash };
        var before = read is null ? null : _projector.Project(read);
        var outcome = await _engine.Save(Shape, new Write(Projector<T>.Write(next), entries, before, _projector.Project(next)), ct);
        switch (outcome.Status)
        {
            case WriteStatus.Stale: return new SaveResult<T>.Stale();
            case WriteStatus.Taken: return new SaveResult<T>.Taken(outcome.TakenKey!);
            default:
                _nudge.Set();
                return new SaveResult<T>.Saved(next);
        }
    }

    /// <summary>Whole milliseconds: what both engines and the chain keep of a time.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
