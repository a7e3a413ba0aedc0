using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>Keeps what another service announced last of its document: a lower or equal number changes nothing, however often and in whatever order messages come.</summary>
internal static class KeepNewest
{
    /// <returns>False when what is kept is as new or newer.</returns>
    public static async Task<bool> In<T>(Store<T> store, Guid id, T next, Func<T, long> number, CancellationToken ct) where T : class
    {
        while (true)
        {
            var read = await store.Find(id, ct);
            if (read is not null && number(read.Value) >= number(next)) return false;
            var saved = read is null ? await store.Create(id, next, Guid.Empty, [], ct) : await store.Save(read, next, Guid.Empty, [], ct);
            if (saved is SaveResult<T>.Saved) return true;
            // Stale: another message about the same was kept meanwhile; it may be the newer one.
        }
    }
}
