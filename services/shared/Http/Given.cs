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

    /// <summary>
    /// A BCP 47 tag as its standard writes it, so that <c>EN</c> and <c>en</c> are one: language small, script with a capital, region in capitals, the rest small
    /// (RFC 5646, 2.1.1). What is no tag stays for the rules to name.
    /// </summary>
    public static string? LanguageTag(string? sent)
    {
        if (Text(sent) is not { } tag) return null;
        if (tag.Length > 35 || !tag.All(c => c == '-' || char.IsAsciiLetterOrDigit(c))) return tag;
        var parts = tag.ToLowerInvariant().Split('-');
        // After a single letter or digit begins an extension, which is small throughout.
        for (var i = 1; i < parts.Length && parts[i].Length != 1; i++)
        {
            if (parts[i].Length == 2) parts[i] = parts[i].ToUpperInvariant();
            else if (parts[i].Length == 4 && char.IsAsciiLetter(parts[i][0])) parts[i] = char.ToUpperInvariant(parts[i][0]) + parts[i][1..];
        }
        return string.Join('-', parts);
    }

    /// <summary>Each once.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(t => Text(t)!).Distinct()];

    /// <summary>Code units that no text has: U+FFFE, U+FFFF, U+FDD0–U+FDEF. Surrogates are whole pairs, or the JSON was refused.</summary>
    public static bool IsNoCharacter(char c) => c is '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF');

    /// <summary>Of what a body said, not of its bytes: a repeat with other spaces or order is the same call.</summary>
    public static string HashOf<T>(T form) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(form)));
}
