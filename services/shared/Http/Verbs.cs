using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Shared.Http;

/// <summary>The way of a change, once for all verbs: load, may they know of it, is it the revision they read, decide, save.</summary>
public static class Verbs
{
    /// <param name="verb">The verb, as its history entry names it; null for a change that leaves no entry (an autosave).</param>
    /// <param name="maySee">False → 404: who may not know of a document is told nothing about it.</param>
    /// <param name="decide">Pure. Called at most once per call; nothing it returns is visible before it is on disk.</param>
    /// <param name="saysTheSame">Whether the newest entry holds what this command says (code, text), so that a repeat is told from another word; null where a verb says nothing.</param>
    public static async Task<Outcome<T>> Apply<T>(
        Store<T> store, Guid id, IfMatch ifMatch, string? verb, Caller caller,
        Func<Stored<T>, bool> maySee, Func<Stored<T>, Decision<T>> decide, CancellationToken ct, Func<HistoryEntry, bool>? saysTheSame = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ifMatch);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(maySee);
        ArgumentNullException.ThrowIfNull(decide);

        var read = await store.Find(id, ct);
        if (read is null || !maySee(read)) return new Refusal(RefusalKind.Unknown, "unknown");
        if (ifMatch.Malformed) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("If-Match", "if-match"));
        if (ifMatch.Revision is not { } revision) return new Refusal(RefusalKind.PreconditionRequired, "if-match-missing", new FieldFault("If-Match", "required"));

        if (revision != read.Revision)
        {
            return await IsRepeat(store, read, revision, verb, caller, saysTheSame, ct)
                ? new Outcome<T>.AlreadyDone(read)
                : new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale"));
        }

        switch (decide(read))
        {
            case Decision<T>.Refused refused: return refused.Why;
            case Decision<T>.Moved moved: return From(await store.Save(read, moved.Next, caller.PersonId, moved.Steps, ct), false);
            default: return new Outcome<T>.AlreadyDone(read);
        }
    }

    /// <summary>A save as an outcome; a taken key is the caller's affair only where the verb says what it means, so it must be handled before.</summary>
    public static Outcome<T> From<T>(SaveResult<T> result, bool created) where T : class => result switch
    {
        SaveResult<T>.Saved saved when created => new Outcome<T>.Created(saved.Document),
        SaveResult<T>.Saved saved => new Outcome<T>.Done(saved.Document),
        SaveResult<T>.Stale => new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale")),
        _ => new Refusal(RefusalKind.Conflict, "taken"),
    };

    /// <summary>
    /// The answer to the first call was lost and the caller sends it again: the newest entry is this verb by this person, saved over the
    /// revision named now. (An answer, not a second change; the representation is the present one.)
    /// </summary>
    private static async Task<bool> IsRepeat<T>(Store<T> store, Stored<T> read, long revision, string? verb, Caller caller, Func<HistoryEntry, bool>? saysTheSame, CancellationToken ct) where T : class
    {
        if (verb is null || revision != read.Revision - 1 || read.UpdatedBy != caller.PersonId) return false;
        var newest = await store.History(read.Id, ct) is [.., var last] ? last : null;
        return newest is not null && newest.Verb == verb && newest.ActorId == caller.PersonId && newest.At == read.UpdatedAt
            && saysTheSame?.Invoke(newest) != false;
    }
}
