using Alliance.Shared.Storage;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>A browser that is signed in, until it is ended. Nothing here opens anything: the key is with the browser, the tokens are encrypted.</summary>
/// <param name="KeyHash">SHA-256 of the key, hex; none once ended.</param>
/// <param name="Tokens">See <see cref="TokenVault"/>; none once ended.</param>
/// <param name="IdleAt">When it ends unless it is used before.</param>
/// <param name="EndsAt">When it ends in any case.</param>
/// <param name="RefreshingSince">Some copy of the gateway asks accounts for new tokens since then; the others leave it to it for a while.</param>
/// <param name="Ended">One of <see cref="EndCodes"/>; null while open.</param>
internal sealed record Session(
    Guid PersonId, string? KeyHash, string? Tokens, DateTimeOffset IdleAt, DateTimeOffset EndsAt, DateTimeOffset? RefreshingSince = null, string? Ended = null)
{
    private static readonly Sort<Session> ByStart = new("start", s => s.CreatedAt.ToUnixTimeMilliseconds());

    /// <summary>The open sessions of a person.</summary>
    public static readonly Facet<Session> OpenOf = new("person", s => s.Value.Ended is null ? [s.Value.PersonId.ToString()] : [], ByStart);

    public static readonly Declaration<Session> Declaration = new("sessions")
    {
        Sorts = [ByStart],
        Facets = [OpenOf],
        Keys = s => s.Value.KeyHash is { } hash ? [KeyOf(hash)] : [],
        DueAt = s => s.Value.Ended is null ? Earlier(s.Value.IdleAt, s.Value.EndsAt) : null,
    };

    public static string KeyOf(string keyHash) => "key:" + keyHash;

    public static Query<Session> Of(Guid person) => new([new(OpenOf, person.ToString())], ByStart, Limit: 100);

    /// <summary>What the clock makes of it; null = nothing yet.</summary>
    public static Advance<Session>? Tick(Session session, DateTimeOffset now)
    {
        if (session.Ended is not null) return null;
        if (session.EndsAt <= now) return End(EndCodes.Longest);
        return session.IdleAt <= now ? End(EndCodes.Idle) : null;

        Advance<Session> End(string code)
        {
            var (next, step) = session.End(code);
            return new(next, Guid.Empty, step);
        }
    }

    /// <summary>Its key is forgotten with it, so that nobody comes back with it.</summary>
    public (Session Next, Step Step) End(string code) =>
        (this with { KeyHash = null, Tokens = null, RefreshingSince = null, Ended = code }, new Step("end", "open", "ended", code));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>Why a session ended; stands in its history.</summary>
internal static class EndCodes
{
    public const string SignedOut = "signed-out";
    public const string Replaced = "signed-in-again";
    public const string Idle = "idle";
    public const string Longest = "longest";

    /// <summary>Accounts gives no more tokens: access was ended, the password changed, or the tokens were used elsewhere.</summary>
    public const string Refused = "refused";

    /// <summary>The tokens cannot be decrypted: the keys of this platform are others now.</summary>
    public const string Unreadable = "unreadable";
}
