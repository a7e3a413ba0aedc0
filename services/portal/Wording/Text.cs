using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;
using Alliance.Portal.Serving;

namespace Alliance.Portal.Wording;

/// <summary>Every text of the pages, in the language of the call: <c>Texts.resx</c>. In the pseudo-language each is marked, so that a test sees what is not from there.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Pages ask one object for all words; which of them need resources is its own affair.")]
internal sealed class Text
{
    private static readonly ResourceManager Resources = new("Alliance.Portal.Wording.Texts", typeof(Text).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    /// <summary>A missing text is a fault that shows, never an empty place.</summary>
    public string this[string key] => Of(key) ?? key;

    public string this[string key, params object?[] args] => string.Format(CultureInfo.CurrentCulture, this[key], args);

    /// <summary>The text where there is one.</summary>
    public string? Of(string key) => Resources.GetString(key, IsPseudo ? English : CultureInfo.CurrentUICulture) is { } text ? IsPseudo ? Mark(text) : text : null;

    /// <summary>In the words of a variant where there are some: <c>{key}.{variant}</c>.</summary>
    public string Of(string key, string? variant) => (variant is null ? null : Of($"{key}.{variant}")) ?? this[key];

    public static string Mark(string text) => $"⟦{text}⟧";

    /// <summary>What a service said in words, in the language of the call: as good as a text of ours.</summary>
    public string Said(string? words) => string.IsNullOrEmpty(words) ? "" : Marked(words);

    /// <summary><c>{key}.one</c>, <c>.few</c>, <c>.many</c> by the rules of the language; the number is value 0.</summary>
    public string Count(string key, int number) => this[$"{key}.{Form(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, number)}", number];

    /// <summary>Source: Unicode CLDR, plural rules for whole numbers.</summary>
    public static string Form(string language, int number) => language switch
    {
        "uk" => (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            (>= 2 and <= 4, < 12 or > 14) => "few",
            _ => "many",
        },
        _ => number == 1 ? "one" : "many",
    };

    public string Day(DateOnly? day) => day is { } d ? Marked(d.ToString("d MMMM yyyy", Culture)) : "";

    public string Month(DateOnly month) => Marked(month.ToString("MMMM yyyy", Culture));

    public string Day(DateTimeOffset? at) => at is { } t ? Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(t, Kyiv).DateTime)) : "";

    /// <summary>With the hour, in Kyiv.</summary>
    public string Time(DateTimeOffset? at) => at is { } t ? this["time.kyiv", Marked(TimeZoneInfo.ConvertTime(t, Kyiv).ToString("d MMMM yyyy, HH:mm", Culture))] : "";

    public string Number(double number) => number.ToString("#,0.#", Culture);

    private static bool IsPseudo => CultureInfo.CurrentUICulture.Name == Languages.Pseudo;

    private static CultureInfo Culture => IsPseudo ? English : CultureInfo.CurrentCulture;

    private static string Marked(string text) => IsPseudo ? Mark(text) : text;
}
