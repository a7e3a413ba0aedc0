using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alliance.Shared.Storage;

/// <summary>
/// The hash chain over a document's history. The hash of an entry is SHA-256 over document id, every field of the entry and the hash before it,
/// each field with its length, so that no two entries have one form. Whether the newest entries were cut off is seen by comparing
/// the last hash with <see cref="Stored{T}.Head"/>.
/// </summary>
public static class HistoryChain
{
    private const int SaltBytes = 16;

    /// <summary>What the first entry names as its previous hash: 64 zeros.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>Checks numbers, links, hashes and the texts that are still there.</summary>
    /// <param name="entries">All entries, oldest first.</param>
    /// <returns>Null when all hold, else the number of the first entry that does not (where one is missing: the missing number).</returns>
    public static long? Verify(Guid documentId, IReadOnlyList<HistoryEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var previous = Start;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.No != i + 1 || entry.PreviousHash != previous || entry.Hash != Hash(documentId, entry) || !TextHolds(entry)) return i + 1;
            previous = entry.Hash;
        }
        return null;
    }

    internal static IReadOnlyList<HistoryEntry> Append(
        Guid documentId, long lastNo, string head, IReadOnlyList<Step> steps, Guid actorId, DateTimeOffset at, string? traceparent)
    {
        var entries = new HistoryEntry[steps.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var step = steps[i];
            var salt = step.Text is null ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
            var textHash = step.Text is null ? null : HashText(salt!, step.Text);
            var entry = new HistoryEntry(
                lastNo + i + 1, step.Verb, actorId, at, step.Code, step.From, step.To, traceparent, textHash, head, "", step.Text, salt);
            head = Hash(documentId, entry);
            entries[i] = entry with { Hash = head };
        }
        return entries;
    }

    private static bool TextHolds(HistoryEntry entry) => (entry.Text, entry.Salt) switch
    {
        (null, null) => true,
        // The salt's length is checked, or characters could wander between the text and the salt.
        ({ } text, { } salt) => salt.Length == 2 * SaltBytes && salt.All(char.IsAsciiHexDigitLower) && entry.TextHash == HashText(salt, text),
        _ => false
    };

    private static string HashText(string salt, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + text)));

    private static string Hash(Guid documentId, HistoryEntry entry)
    {
        var form = new StringBuilder("alliance-history-1", 400);
        Add(documentId.ToString());
        Add(entry.No.ToString(CultureInfo.InvariantCulture));
        Add(entry.Verb);
        Add(entry.ActorId.ToString());
        Add(entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Add(entry.Code);
        Add(entry.From);
        Add(entry.To);
        Add(entry.Traceparent);
        Add(entry.TextHash);
        Add(entry.PreviousHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form.ToString())));

        // "-" for null, "{length}:{value}" otherwise: no value can look like the end of its field.
        void Add(string? value)
        {
            form.Append('\n');
            if (value is null) form.Append('-');
            else form.Append(value.Length).Append(':').Append(value);
        }
    }
}
