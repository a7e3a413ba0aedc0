using Alliance.Shared.Storage;

namespace Alliance.Shared.Messaging;

/// <summary>Keeps what another service announced last of its document, under the same id: however often and in whatever order messages come.</summary>
public static class KeepNewest
{
    /// <param name="after">What is known after a message; null when the message is old news.</param>
    /// <returns>What is known now, and whether this message changed it.</returns>
    public static async Task<(T Now, bool IsNews)> In<T>(Store<T> store, Guid id, Func<T?, T?> after, CancellationToken ct) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(after);
        while (true)
        {
            var read = await store.Find(id, ct);
            if (after(read?.Value) is not { } next) return (read!.Value, false);
            var saved = read is null ? await store.Create(id, next, Guid.Empty, [], ct) : await store.Save(read, next, Guid.Empty, [], ct);
            // Another message about the same was faster; this one is judged again by what that left.
            if (saved is SaveResult<T>.Saved) return (next, true);
        }
    }
}
