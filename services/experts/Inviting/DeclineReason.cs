using Alliance.Shared.Storage;

namespace Alliance.Experts.Inviting;

/// <summary>
/// Why an invitation was declined, in the history: the code stands with the text beside the entry, where both go when the expert is erased, and the chain holds on. A code such as
/// <c>health-family</c> tells something of a person that no chain should keep. Entries from before hold the code itself; they verify as they are.
/// </summary>
internal static class DeclineReason
{
    public static string Kept(string code, string? text) => text is null ? code : $"{code}\n{text}";

    /// <returns>Nulls once erased.</returns>
    public static (string? Code, string? Text) Of(HistoryEntry entry)
    {
        if (entry.Code is not null || entry.Text is not { } kept) return (entry.Code, entry.Text);
        var end = kept.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (kept, null) : (kept[..end], kept[(end + 1)..]);
    }
}
