using System.Collections.Concurrent;
using Alliance.Gateway.SigningIn;
using Alliance.Shared.Hosting;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>How urgently a session needs new tokens.</summary>
internal enum Need
{
    None,

    /// <summary>They end soon: this call goes on with them while new ones are fetched.</summary>
    Soon,

    /// <summary>They are worth nothing any more: this call waits.</summary>
    Now
}

/// <summary>A session whose access token is good now; or none any more; or accounts is away and cannot say.</summary>
internal sealed record Usable(OpenSession? Session, bool Away = false);

/// <summary>
/// Sees to it that a session's access token is good. Of all copies of the gateway one at a time asks for a session: it writes so into the document
/// first (<see cref="Session.RefreshingSince"/>, by expected revision), asks, and writes what it got; the others read that.
/// </summary>
/// <remarks>
/// A crash between the answer and the write loses the new refresh token, while accounts takes a second use of the old one for theft. The access token
/// of before stays good for its last minute; then, after <see cref="Claim"/>, the old refresh token is tried, accounts refuses it, and the session
/// ends: the person is sent to sign in once, which passes without a password as long as they are signed in at accounts.
/// </remarks>
internal sealed partial class RefreshTokens(Sessions sessions, AskAccounts accounts, IsOutdated outdated, TimeProvider time, ILogger<RefreshTokens> log)
{
    /// <summary>Longer than accounts is waited for: whoever claimed longer ago does not ask any more.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>A token must not end between here and the service.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Somebody waits in front of a page: beyond this "try again" is the better answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Task<Usable>> underWay = new();

    public async Task<Usable> Ensure(string keyHash, bool inUse, CancellationToken ct)
    {
        if (await sessions.Find(keyHash, inUse, ct) is not { } session) return new Usable(null);
        var need = NeedOf(session);
        if (need == Need.None) return new Usable(session);
        // Not this call's affair alone: it goes on when this browser turns away.
        var refresh = underWay.GetOrAdd(session.Document.Id, id => Task.Run(() => Refresh(id, keyHash), CancellationToken.None));
        return need == Need.Soon ? new Usable(session) : await refresh.WaitAsync(ct);
    }

    internal Need NeedOf(OpenSession session)
    {
        var left = session.Tokens.EndsAt - time.GetUtcNow();
        if (left <= Margin || outdated(session)) return Need.Now;
        // Short-lived tokens are renewed in their last third.
        var lifetime = session.Tokens.EndsAt - session.Tokens.IssuedAt;
        return left <= (lifetime / 3 < Soon ? lifetime / 3 : Soon) ? Need.Soon : Need.None;
    }

    private async Task<Usable> Refresh(Guid id, string keyHash)
    {
        try
        {
            using var limit = new CancellationTokenSource(Longest, time);
            return await Refresh(keyHash, limit.Token);
        }
#pragma warning disable CA1031 // Whatever it is (a storage that does not answer, say), nobody is signed out for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Interrupted(id, fault.GetType().Name);
            return new Usable(null, Away: true);
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    private async Task<Usable> Refresh(string keyHash, CancellationToken ct)
    {
        while (true)
        {
            if (await sessions.Read(keyHash, ct) is not { } session) return new Usable(null);
            if (NeedOf(session) == Need.None) return new Usable(session);
            var now = time.GetUtcNow();
            var claimed = session.Document.Value.RefreshingSince is { } since && now - since < Claim
                ? null
                : await sessions.Save(session, session.Document.Value with { RefreshingSince = now }, session.Tokens, ct);
            if (claimed is not null) return await Ask(claimed, ct);
            await Task.Delay(LookEvery, time, ct);
        }
    }

    private async Task<Usable> Ask(OpenSession claimed, CancellationToken ct)
    {
        var answer = await accounts.Refresh(claimed.Tokens, ct);
        FailPoints.Reach("after-refresh");
        if (answer.Refused)
        {
            await sessions.End(claimed, EndCodes.Refused, ct);
            return new Usable(null);
        }
        var next = answer.Given ?? claimed.Tokens;
        if (await Write(claimed, next, ct) is not { } session)
        {
            // Signed out meanwhile: what was just given must not outlive that.
            if (answer.Given is not null) await accounts.Revoke(next, ct);
            return new Usable(null);
        }
        return NeedOf(session) == Need.Now ? new Usable(null, Away: true) : new Usable(session);
    }

    /// <returns>Null when the session ended meanwhile.</returns>
    private async Task<OpenSession?> Write(OpenSession claimed, Tokens tokens, CancellationToken ct)
    {
        var session = claimed;
        while (true)
        {
            var next = session.Document.Value with { Tokens = sessions.Lock(session, tokens), RefreshingSince = null };
            if (await sessions.Save(session, next, tokens, ct) is { } saved) return saved;
            // Another copy wrote that the session is in use.
            if (await sessions.Read(claimed.KeyHash, ct) is not { } newest) return null;
            session = newest;
        }
    }

    [LoggerMessage(EventId = 312, Level = LogLevel.Error, Message = "The tokens of session {SessionId} were not renewed: {Fault}")]
    private partial void Interrupted(Guid sessionId, string fault);
}

/// <summary>Whether accounts said that tokens of this age are no longer good for this person.</summary>
internal delegate bool IsOutdated(OpenSession session);
