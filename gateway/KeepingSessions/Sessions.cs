using System.Collections.Concurrent;
using Alliance.Gateway.SigningIn;
using Alliance.Shared.Storage;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>A session as one call has it.</summary>
internal sealed record OpenSession(Stored<Session> Document, Tokens Tokens)
{
    public string KeyHash => Document.Value.KeyHash!;
}

/// <summary>The sessions of all browsers: in the store, and for 20 seconds in memory, so that a page with its parts is one reading.</summary>
internal sealed partial class Sessions(Store<Session> store, TokenVault vault, SessionSettings settings, TimeProvider time, ILogger<Sessions> log)
{
    /// <summary>What another copy of the gateway ended may still be open here for so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private const int MostKept = 20_000;

    /// <summary>A session in use is written again when this share of its idle time has passed, not at each call.</summary>
    private const int TouchesPerIdle = 20;

    private readonly ConcurrentDictionary<string, (OpenSession Session, DateTimeOffset Until)> known = new();

    /// <returns>The key for the browser; it stands nowhere else.</returns>
    public async Task<string> Open(Guid personId, Tokens tokens, CancellationToken ct)
    {
        var key = SessionCookie.NewKey();
        var hash = SessionCookie.HashOf(key);
        var now = time.GetUtcNow();
        var session = new Session(personId, hash, vault.Lock(hash, tokens), now + settings.Idle, now + settings.Longest);
        var saved = await store.Create(Guid.CreateVersion7(), session, personId, [new Step("sign-in", null, "open")], ct);
        if (saved is not SaveResult<Session>.Saved { Document: var document }) throw new InvalidOperationException("A new session met another with its key.");
        Opened(document.Id, personId);
        return key;
    }

    /// <param name="inUse">Whether a person is behind it: an open stream alone keeps no session from ending.</param>
    /// <returns>Null when there is none, or it ended.</returns>
    public async Task<OpenSession?> Find(string keyHash, bool inUse, CancellationToken ct)
    {
        if (known.TryGetValue(keyHash, out var kept) && time.GetUtcNow() is var now && now < kept.Until && IsOpen(kept.Session.Document.Value, now)) return kept.Session;
        return await Read(keyHash, ct) is { } session ? inUse ? await Touch(session, ct) : session : null;
    }

    /// <summary>As it stands in the store now.</summary>
    public async Task<OpenSession?> Read(string keyHash, CancellationToken ct)
    {
        var document = await store.FindByKey(Session.KeyOf(keyHash), ct);
        if (document is null || !IsOpen(document.Value, time.GetUtcNow()))
        {
            known.TryRemove(keyHash, out _);
            return null;
        }
        if (vault.Unlock(document.Value) is { } tokens) return Keep(new OpenSession(document, tokens));
        await End(document, EndCodes.Unreadable, ct);
        return null;
    }

    /// <returns>Null when somebody changed it meanwhile.</returns>
    public async Task<OpenSession?> Save(OpenSession read, Session next, Tokens tokens, CancellationToken ct) =>
        await store.Save(read.Document, next, read.Document.Value.PersonId, [], ct) is SaveResult<Session>.Saved saved ? Keep(new OpenSession(saved.Document, tokens)) : null;

    public string Lock(OpenSession session, Tokens tokens) => vault.Lock(session.KeyHash, tokens);

    public Task End(OpenSession session, string code, CancellationToken ct) => End(session.Document, code, ct);

    private async Task End(Stored<Session>? document, string code, CancellationToken ct)
    {
        var id = document!.Id;
        while (document is { Value.Ended: null })
        {
            known.TryRemove(document.Value.KeyHash!, out _);
            var (next, step) = document.Value.End(code);
            if (await store.Save(document, next, document.Value.PersonId, [step], ct) is SaveResult<Session>.Saved)
            {
                Ended(id, code);
                return;
            }
            document = await store.Find(id, ct);
        }
    }

    private async Task<OpenSession?> Touch(OpenSession session, CancellationToken ct)
    {
        var idleAt = time.GetUtcNow() + settings.Idle;
        if (idleAt - session.Document.Value.IdleAt < settings.Idle / TouchesPerIdle) return session;
        // Changed meanwhile: then it was in use, and was written.
        return await Save(session, session.Document.Value with { IdleAt = idleAt }, session.Tokens, ct) ?? await Read(session.KeyHash, ct);
    }

    private OpenSession Keep(OpenSession session)
    {
        // All at once: what is in use is soon known again.
        if (known.Count >= MostKept) known.Clear();
        var touchAfter = settings.Idle / TouchesPerIdle;
        known[session.KeyHash] = (session, time.GetUtcNow() + (touchAfter < Kept ? touchAfter : Kept));
        return session;
    }

    private static bool IsOpen(Session session, DateTimeOffset now) => session.Ended is null && now < session.IdleAt && now < session.EndsAt;

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Session {SessionId} of {PersonId} began")]
    private partial void Opened(Guid sessionId, Guid personId);

    [LoggerMessage(EventId = 311, Level = LogLevel.Information, Message = "Session {SessionId} ended: {Code}")]
    private partial void Ended(Guid sessionId, string code);
}
