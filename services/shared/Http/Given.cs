using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Alliance.Shared.Http;

/// <summary>What a caller sent, in the one form it is kept in.</summary>
public static class Given
{
    /// <summary>Above the longest field (10,000), with room for letters that come as letter and mark.</summary>
    private const int LongestNormalized = 12_000;

    public static readonly Refusal NoBody = new(RefusalKind.Invalid, "invalid", new FieldFault("body", "required"));

    /// <summary>NFC, lines ended by LF, trimmed; null when nothing is left.</summary>
    public static string? Text(string? sent)
    {
        if (string.IsNullOrWhiteSpace(sent)) return null;
        var text = sent.ReplaceLineEndings("\n").Trim();
        // Normalizing throws on noncharacters, and its cost grows with the square of the marks in a row; both stay for the rules to name.
        return text.Length > LongestNormalized || text.Any(IsNoCharacter) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Each once.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(t => Text(t)!).Distinct()];

    /// <summary>Code units that no text has: U+FFFE, U+FFFF, U+FDD0–U+FDEF. Surrogates are whole pairs, or the JSON was refused.</summary>
    public static bool IsNoCharacter(char c) => c is '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF');

    /// <summary>Of what a body said, not of its bytes: a repeat with other spaces or order is the same call.</summary>
    public static string HashOf<T>(T form) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(form)));
}
