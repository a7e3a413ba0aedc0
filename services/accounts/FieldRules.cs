using System.Text;
using System.Text.RegularExpressions;
using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Accounts;

/// <summary>The kinds of field the forms of this service have: their one form, their limit, the code of their fault.</summary>
internal static partial class FieldRules
{
    /// <summary>Above the longest field, with room for letters that come as letter and mark.</summary>
    private const int LongestNormalized = 1_000;

    public static readonly Refusal NoBody = new(RefusalKind.Invalid, "invalid", new FieldFault("body", "required"));

    /// <summary>NFC and trimmed; empty is absent.</summary>
    public static string? Text(string? sent)
    {
        if (string.IsNullOrWhiteSpace(sent)) return null;
        var text = sent.Trim();
        // Normalizing throws on noncharacters, and its cost grows with the square of the marks in a row; both stay for the rules to name.
        return text.Length > LongestNormalized || text.Any(IsNoCharacter) ? text : text.Normalize(NormalizationForm.FormC);
    }

    public static IReadOnlyList<string> Texts(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(t => Text(t)!).Distinct()];

    /// <summary>One line: no control character at all.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.MaximumLength(max).Must(text => text is null || !text.Any(c => char.IsControl(c) || IsDirection(c) || IsNoCharacter(c))).WithErrorCode("control-character");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> codes) =>
        rule.Must(code => code is null || codes.Contains(code)).WithErrorCode("unknown-code");

    /// <summary>BCP 47, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> LanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(tag => tag is null || (tag.Length <= 35 && Bcp47().IsMatch(tag))).WithErrorCode("language-tag");

    /// <summary>254: RFC 5321.</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Line(254).EmailAddress().Must(email => email is null || !email.Any(char.IsWhiteSpace)).WithErrorCode("email");

    /// <summary>U+FFFE, U+FFFF, U+FDD0–U+FDEF.</summary>
    private static bool IsNoCharacter(char c) => c is '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF');

    /// <summary>Marks that turn the direction of what follows: they make a text read other than it is.</summary>
    private static bool IsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
