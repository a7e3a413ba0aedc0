using System.Text.RegularExpressions;
using FluentValidation;

namespace Alliance.Experts.Input;

/// <summary>The kinds of field only a profile has.</summary>
internal static partial class ProfileFields
{
    public static readonly DateOnly FirstDay = new(1950, 1, 1);
    public static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>A topic of the list, or the address of an ESCO skill.</summary>
    public static IRuleBuilderOptions<T, string?> Competence<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(200).Must(code => code is null || Topics.Knows(code) || IsEsco(code)).WithErrorCode("competence");

    /// <summary>ISO 3166-1 alpha-2, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> Country<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || CountryShape().IsMatch(code)).WithErrorCode("country");

    /// <summary>NUTS, any level, by its shape.</summary>
    public static IRuleBuilderOptions<T, string?> Region<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || NutsShape().IsMatch(code)).WithErrorCode("region");

    private static bool IsEsco(string uri) => uri.StartsWith("http://data.europa.eu/esco/", StringComparison.Ordinal) && Uri.IsWellFormedUriString(uri, UriKind.Absolute);

    [GeneratedRegex("^[A-Z]{2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex CountryShape();

    [GeneratedRegex("^[A-Z]{2}[0-9A-Z]{0,3}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NutsShape();
}
