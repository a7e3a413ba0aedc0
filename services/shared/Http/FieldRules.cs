using System.Text.RegularExpressions;
using FluentValidation;

namespace Alliance.Shared.Http;

/// <summary>The kinds of field the forms of all services have, each with its limit and the code of its fault. Their texts stand in <see cref="Problems"/>.</summary>
public static partial class FieldRules
{
    /// <summary>Characters of a reason, a comment, a report, an answer.</summary>
    public const int LongestText = 4_000;

    /// <summary>One line: no control character at all.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) => Characters(rule, max, "");

    /// <summary>Several lines: line feed and tab are text.</summary>
    public static IRuleBuilderOptions<T, string?> Prose<T>(this IRuleBuilder<T, string?> rule, int max) => Characters(rule, max, "\n\t");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> codes) =>
        rule.Must(code => code is null || codes.Contains(code)).WithErrorCode("unknown-code");

    /// <summary>BCP 47, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> LanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(tag => tag is null || (tag.Length <= 35 && Bcp47().IsMatch(tag))).WithErrorCode("language-tag");

    /// <summary>254: RFC 5321.</summary>
    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Line(254).EmailAddress().Must(email => email is null || !email.Any(char.IsWhiteSpace)).WithErrorCode("email");

    public static IRuleBuilderOptions<T, TValue?> Range<T, TValue>(this IRuleBuilder<T, TValue?> rule, TValue min, TValue max)
        where TValue : struct, IComparable<TValue> =>
        rule.Must(value => value is not { } given || (given.CompareTo(min) >= 0 && given.CompareTo(max) <= 0)).OutOfRange(min, max);

    public static IRuleBuilderOptions<T, TValue> OutOfRange<T, TValue, TLimit>(this IRuleBuilderOptions<T, TValue> rule, TLimit min, TLimit max)
        where TLimit : notnull =>
        rule.WithErrorCode("out-of-range").WithState(_ => Args(min, max));

    private static IRuleBuilderOptions<T, string?> Characters<T>(IRuleBuilder<T, string?> rule, int max, string besides) =>
        rule.MaximumLength(max)
            .Must(text => text is null || !text.Any(c => (char.IsControl(c) && !besides.Contains(c, StringComparison.Ordinal)) || IsDirection(c) || Given.IsNoCharacter(c)))
            .WithErrorCode("control-character");

    /// <summary>Marks that turn the direction of what follows: they make a text read other than it is.</summary>
    private static bool IsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static object[] Args(params object[] args) => args;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
