using Alliance.Shared.Storage;

namespace Alliance.Services.Tests.Together;

/// <summary>
/// What a store promises, without a store: a save names the revision it read, its entries and unique keys go with it or nothing does. Which keys
/// a document has, its declaration says.
/// </summary>
internal sealed class Shelf<T>(Declaration<T> declaration) where T : class
{
    private readonly Dictionary<Guid, Stored<T>> documents = [];
    private readonly Dictionary<Guid, List<HistoryEntry>> histories = [];
    private readonly Dictionary<Guid, long> published = [];
    private readonly Dictionary<string, Guid> holders = [];

    public IReadOnlyCollection<Stored<T>> All => documents.Values;

    public Stored<T> Find(Guid id) => documents[id];

    public IReadOnlyList<HistoryEntry> History(Guid id) => histories[id];

    /// <summary>Documents with entries that the world has not heard of.</summary>
    public Guid[] Unpublished => [.. documents.Values.Where(d => published[d.Id] < d.LastNo).Select(d => d.Id)];

    public HistoryEntry NextOf(Guid id) => histories[id][(int)published[id]];

    public void Published(Guid id) => published[id]++;

    public SaveResult<T> Create(Guid id, T value, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now) =>
        Keep(new Stored<T>(id, value, 0, 0, HistoryChain.Start, now, actor, now, actor), value, actor, steps, now);

    public SaveResult<T> Save(Stored<T> read, T next, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now) =>
        documents[read.Id].Revision == read.Revision ? Keep(read, next, actor, steps, now) : new SaveResult<T>.Stale();

    private SaveResult<T> Keep(Stored<T> read, T next, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now)
    {
        var entries = HistoryChain.Append(read.Id, read.LastNo, read.Head, steps, actor, now, null);
        var saved = read with
        {
            Value = declaration.Settle(documents.ContainsKey(read.Id) ? read.Value : null, next, now), Revision = read.Revision + 1, LastNo = read.LastNo + entries.Count, Head = entries is [.., var last] ? last.Hash : read.Head,
            UpdatedAt = now, UpdatedBy = actor
        };
        string[] keys = [.. declaration.Keys(saved)];
        if (keys.FirstOrDefault(key => holders.TryGetValue(key, out var holder) && holder != read.Id) is { } taken) return new SaveResult<T>.Taken(taken);
        foreach (var left in holders.Where(h => h.Value == read.Id).Select(h => h.Key).ToArray()) holders.Remove(left);
        foreach (var key in keys) holders[key] = read.Id;
        documents[read.Id] = saved;
        if (!histories.TryAdd(read.Id, [.. entries])) histories[read.Id].AddRange(entries);
        published.TryAdd(read.Id, 0);
        return new SaveResult<T>.Saved(saved);
    }
}
