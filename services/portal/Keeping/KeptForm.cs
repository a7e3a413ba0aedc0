using Alliance.Shared.Storage;

namespace Alliance.Portal.Keeping;

/// <summary>What somebody had typed when their session was over, sealed with a key that only their browser has.</summary>
/// <param name="Content">AES-GCM: nonce, tag, text; empty once the time is over.</param>
internal sealed record KeptForm(byte[] Content, DateTimeOffset Until)
{
    public static readonly Declaration<KeptForm> Declaration = new("keptforms")
    {
        DueAt = d => d.Value.Content.Length > 0 ? d.Value.Until : null,
    };

    /// <summary>Pure: when its time is over nothing is left of it.</summary>
    public KeptForm? Tick(DateTimeOffset now) => now >= Until && Content.Length > 0 ? this with { Content = [] } : null;
}

/// <param name="Path">Where it was posted, with the query.</param>
/// <param name="Writer">The person it was written by; null when that is not known.</param>
internal sealed record PostedForm(string Path, Guid? Writer, Dictionary<string, string[]> Fields);
