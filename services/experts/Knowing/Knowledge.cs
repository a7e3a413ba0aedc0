using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>Keeps what other services tell: the newest, whatever order it comes in.</summary>
internal static class Knowledge
{
    /// <param name="after">What is known after a message; null when the message is old news.</param>
    /// <returns>What is known now.</returns>
    public static async Task<T> Keep<T>(Store<T> store, Guid id, Func<T?, T?> after, CancellationToken ct) where T : class
    {
        while (true)
        {
            var read = await store.Find(id, ct);
            if (after(read?.Value) is not { } next) return read!.Value;
            var saved = read is null
                ? await store.Create(id, next, Guid.Empty, [], ct)
                : await store.Save(read, next, Guid.Empty, [], ct);
            // Another message of the same document was faster; this one is judged again by what that left.
            if (saved is SaveResult<T>.Saved) return next;
        }
    }
}
