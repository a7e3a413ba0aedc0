using System.Text.RegularExpressions;
using FluentValidation;

namespace Alliance.Experts.Input;

/// <summary>The kinds of field a form of this service has, each with its limit and the code of its fault.</summary>
internal static partial class FieldRules
{
    /// <summary>Characters of a reason, a report, an answer.</summary>
    public const int LongestText = 4_000;

    public static readonly DateOnly FirstDay = new(1950, 1, 1);
    public static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>One line: no control character at all.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.MaximumLength(max).Must(text => text is null || !text.Any(c => char.IsControl(c) || IsDirection(c) || Given.IsNoCharacter(c))).WithErrorCode("control-character");

    /// <summary>Several lines: line feed and tab are text.</summary>
    public static IRuleBuilderOptions<T, string?> Prose<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.MaximumLength(max).Must(text => text is null || !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || IsDirection(c) || Given.IsNoCharacter(c))).WithErrorCode("control-character");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> codes) =>
        rule.Must(code => code is null || codes.Contains(code)).WithErrorCode("unknown-code");

    /// <summary>A topic of the list, or the address of an ESCO skill.</summary>
    public static IRuleBuilderOptions<T, string?> Competence<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(200).Must(code => code is null || Topics.Knows(code) || IsEsco(code)).WithErrorCode("competence");

    /// <summary>ISO 3166-1 alpha-2, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> Country<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || CountryShape().IsMatch(code)).WithErrorCode("country");

    /// <summary>NUTS, any level, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> Region<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || NutsShape().IsMatch(code)).WithErrorCode("region");

    /// <summary>BCP 47, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> LanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(tag => tag is null || (tag.Length <= 35 && Bcp47().IsMatch(tag))).WithErrorCode("language-tag");

    public static IRuleBuilderOptions<T, TValue?> Range<T, TValue>(this IRuleBuilder<T, TValue?> rule, TValue min, TValue max)
        where TValue : struct, IComparable<TValue> =>
        rule.Must(value => value is not { } given || (given.CompareTo(min) >= 0 && given.CompareTo(max) <= 0))
            .WithErrorCode("out-of-range").WithState(_ => Args(min, max));

    /// <summary>Marks that turn the direction of what follows: they make a text read other than it is.</summary>
    private static bool IsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsEsco(string uri) => uri.StartsWith("http://data.europa.eu/esco/", StringComparison.Ordinal) && Uri.IsWellFormedUriString(uri, UriKind.Absolute);

    private static object[] Args(params object[] args) => args;

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex CountryShape();

    [GeneratedRegex("^[A-Z]{2}[0-9A-Z]{0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex NutsShape();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
