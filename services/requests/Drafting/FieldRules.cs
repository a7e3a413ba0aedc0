using System.Text.RegularExpressions;
using Alliance.Requests.Codelists;
using FluentValidation;

namespace Alliance.Requests.Drafting;

/// <summary>The kinds of field a form of this service has, each with its limit and the code of its fault.</summary>
internal static partial class FieldRules
{
    /// <summary>Characters of a reason, a comment, an answer.</summary>
    public const int LongestText = 4_000;

    /// <summary>One line: no control character at all.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.MaximumLength(max).Must(text => text is null || !text.Any(c => char.IsControl(c) || IsDirection(c) || DraftForm.IsNoCharacter(c))).WithErrorCode("control-character");

    /// <summary>Several lines: line feed and tab are text.</summary>
    public static IRuleBuilderOptions<T, string?> Prose<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.MaximumLength(max).Must(text => text is null || !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || IsDirection(c) || DraftForm.IsNoCharacter(c))).WithErrorCode("control-character");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> codes) =>
        rule.Must(code => code is null || codes.Contains(code)).WithErrorCode("unknown-code");

    public static IRuleBuilderOptions<T, string> Topic<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(code => code is not null && Topics.Knows(code)).WithErrorCode("unknown-code");

    /// <summary>BCP 47, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> LanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(tag => tag is null || (tag.Length <= 35 && Bcp47().IsMatch(tag))).WithErrorCode("language-tag");

    public static IRuleBuilderOptions<T, TValue?> Range<T, TValue>(this IRuleBuilder<T, TValue?> rule, TValue min, TValue max)
        where TValue : struct, IComparable<TValue> =>
        rule.Must(value => value is not { } given || (given.CompareTo(min) >= 0 && given.CompareTo(max) <= 0)).OutOfRange(min, max);

    public static IRuleBuilderOptions<T, TValue> OutOfRange<T, TValue, TLimit>(this IRuleBuilderOptions<T, TValue> rule, TLimit min, TLimit max)
        where TLimit : notnull =>
        rule.WithErrorCode("out-of-range").WithState(_ => Args(min, max));

    /// <summary>Marks that turn the direction of what follows: they make a text read other than it is.</summary>
    private static bool IsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static object[] Args(params object[] args) => args;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
