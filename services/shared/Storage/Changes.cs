using System.Runtime.CompilerServices;

namespace Alliance.Shared.Storage;

/// <summary>
/// The documents of a collection that changed since the last look: a walk of the index on the time of change. Times are stamped before a save
/// is on disk and by several processes, so each look goes back a little before the last one; what was seen in that revision is left out.
/// </summary>
/// <param name="store">Whose documents.</param>
/// <param name="facet">One that all documents in question have, walked by <paramref name="changedAt"/>.</param>
/// <param name="changedAt">The time of the newest revision.</param>
/// <param name="value">Of the facet.</param>
public sealed class Changes<T>(Store<T> store, Facet<T> facet, Sort<T> changedAt, string value = "all") where T : class
{
    /// <summary>Longer than a save takes and clocks differ. What comes later still is seen with its next change; nothing is decided by this picture alone.</summary>
    private const long LookBack = 5_000;

    private readonly Dictionary<Guid, (long Revision, long At)> seen = [];

    /// <summary>When the last look began, by this clock; nothing before the first.</summary>
    private long looked;

    /// <summary>Not to be called by two at once.</summary>
    public async IAsyncEnumerable<Stored<T>> Read([EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        var now = store.Time.GetUtcNow().ToUnixTimeMilliseconds();
        // Fixed for all pages: a cursor belongs to one question. A clock that was set back stamps earlier than the last look.
        var from = looked == 0 ? 0 : Math.Min(looked, now) - LookBack;
        do
        {
            var page = await store.List(new Query<T>([new Where<T>(facet, value)], changedAt, Descending: false, From: from, Cursor: cursor, Limit: 100), ct);
            foreach (var document in page.Items)
            {
                var at = document.UpdatedAt.ToUnixTimeMilliseconds();
                if (seen.TryGetValue(document.Id, out var known) && known.Revision == document.Revision) continue;
                seen[document.Id] = (document.Revision, at);
                yield return document;
            }
            cursor = page.Next;
        }
        while (cursor is not null);
        looked = now;
        foreach (var old in seen.Where(s => s.Value.At < now - LookBack).Select(s => s.Key).ToArray()) seen.Remove(old);
    }
}
