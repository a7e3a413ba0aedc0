namespace Alliance.Requests.Attaching;

/// <summary>A file that belongs to a request. Its bytes are stored under the id: no name of anybody's is a name in the storage.</summary>
/// <param name="Name">As it was called where it came from; null once it was removed.</param>
/// <param name="Kind">A code of <see cref="Alliance.Shared.Receiving.FileKinds"/>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hex, lower case.</param>
/// <param name="Key">The Idempotency-Key it came with.</param>
/// <param name="Borrowed">Its bytes are those of the closed request that this one follows up: they are kept, and counted, there.</param>
internal sealed record Attachment(
    Guid Id, string? Name, string Kind, long Length, string Sha256, Guid By, DateTimeOffset At, string? Key = null, DateTimeOffset? RemovedAt = null, bool Borrowed = false)
{
    public bool IsThere => RemovedAt is null;

    /// <summary>Of the number and the bytes that a request may have.</summary>
    public bool TakesRoom => IsThere && !Borrowed;

    /// <summary>Of its entries in the history: kind and id, never the name.</summary>
    public string Code => $"{Kind}/{Id}";

    /// <summary>The bytes go with it (<see cref="RemoveAttachment.DropRemoved"/>); that it was, stays.</summary>
    public Attachment Removed(DateTimeOffset now) => IsThere ? this with { Name = null, RemovedAt = now } : this;
}
