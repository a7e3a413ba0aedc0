using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Inviting;

/// <summary>
/// Why an invitation was declined, in the history. <c>health-family</c> tells something of a person that no chain and no mail should keep: there it is <c>other</c>, and
/// what it was stands before the text beside the entry, which goes when the expert is erased. Entries from before hold the code itself; they verify as they are.
/// </summary>
internal static class DeclineReason
{
    private const string Mark = ExpertCodes.HealthOrFamily + "\n";

    /// <summary>For good, and for everybody.</summary>
    public static string? Lasting(string? code) => code == ExpertCodes.HealthOrFamily ? ExpertCodes.Other : code;

    public static string? Kept(string code, string? text) => code == ExpertCodes.HealthOrFamily ? Mark + text : text;

    /// <returns>As it was given; the lasting code alone once the expert is erased.</returns>
    public static (string? Code, string? Text) Of(HistoryEntry entry)
    {
        if (entry.Code != ExpertCodes.Other || entry.Text?.StartsWith(Mark, StringComparison.Ordinal) != true) return (entry.Code, entry.Text);
        return (ExpertCodes.HealthOrFamily, entry.Text.Length == Mark.Length ? null : entry.Text[Mark.Length..]);
    }
}
