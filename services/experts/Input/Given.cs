using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Experts.Input;

/// <summary>What a caller sent, in the one form it is kept in.</summary>
internal static class Given
{
    /// <summary>Above the longest field, with room for letters that come as letter and mark.</summary>
    private const int LongestNormalized = 12_000;

    public static readonly Refusal NoBody = new(RefusalKind.Invalid, "invalid", new FieldFault("body", "required"));

    private static readonly InlineValidator<Reason> ReasonRules = new() { v => v.RuleFor(r => r.Text).Prose(FieldRules.LongestText).OverridePropertyName("reason") };

    /// <summary>NFC, lines ended by LF, trimmed; null when nothing is left.</summary>
    public static string? Text(string? sent)
    {
        if (string.IsNullOrWhiteSpace(sent)) return null;
        var text = sent.ReplaceLineEndings("\n").Trim();
        // Normalizing throws on noncharacters, and its cost grows with the square of the marks in a row; both stay for the rules to name.
        return text.Length > LongestNormalized || text.Any(IsNoCharacter) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Code units that no text has: U+FFFE, U+FFFF, U+FDD0–U+FDEF.</summary>
    public static bool IsNoCharacter(char c) => c is '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF');

    /// <summary>Null when the reason may stand.</summary>
    public static Refusal? Fault(string? reason) => Validation.Check(ReasonRules, new Reason(reason));

    /// <summary>Of what a body said, not of its bytes: a repeat with other spaces or order is the same call.</summary>
    public static string HashOf<T>(T form) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(form)));

    private sealed record Reason(string? Text);
}

/// <summary>The body of most verbs: why, where it is worth saying.</summary>
internal sealed record Because(string? Reason = null)
{
    public static string? Of(Because? body) => Given.Text(body?.Reason);
}

/// <summary>The Idempotency-Key a document was created with, and the hash of the body that came with it.</summary>
internal sealed record CreationKey(Guid CallerId, string Key, string BodyHash)
{
    public string UniqueKey => $"idem:{CallerId}:{Key}";
}
