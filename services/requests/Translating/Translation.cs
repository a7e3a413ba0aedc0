using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Requests.Reading;

namespace Alliance.Requests.Translating;

/// <summary>One free text of a request in another language, beside the original, which stays the legal text.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Field">A path of the form: <c>title</c>, <c>needs[0].role</c>.</param>
/// <param name="Origin"><c>human machine</c>.</param>
/// <param name="OfHash">Of the original it translates: once that says something else, this says nothing.</param>
internal sealed record Translation(string Language, string Field, string Text, string Origin, string OfHash, Guid By, DateTimeOffset At);

/// <summary>A text of the form that can be translated.</summary>
/// <param name="Least">Who sees it: <see cref="RequestView"/>; whoever sees the original sees its translation, and nobody else.</param>
/// <param name="Longest">Characters of the original; a translation may have twice as many.</param>
internal sealed record TranslatableField(string Path, Sight Least, int Longest, string? Original);

/// <summary>Which texts there are. Names of people and places are none: they are not translated.</summary>
internal static partial class TranslatableFields
{
    public static IReadOnlyList<TranslatableField> Of(RequestContent content) =>
    [
        new("title", Sight.Public, 120, content.Title), new("summary", Sight.Public, 500, content.Summary),
        new("background", Sight.Member, 10_000, content.Background), new("expectedResults", Sight.Member, 10_000, content.ExpectedResults),
        new("activities", Sight.Member, 10_000, content.Activities), new("targetGroup", Sight.Member, 2_000, content.TargetGroup),
        .. content.Needs.Select((need, place) => new TranslatableField(string.Create(CultureInfo.InvariantCulture, $"needs[{place}].role"), Sight.Invited, 200, need.Role)),
        new("place.site", Sight.Confirmed, 500, content.Place?.Site),
        new("support.counterpartStaff", Sight.Confirmed, 2_000, content.Support?.CounterpartStaff), new("support.venue", Sight.Confirmed, 1_000, content.Support?.Venue),
        new("support.shelter", Sight.Confirmed, 1_000, content.Support?.Shelter), new("support.accessibilityNeeds", Sight.Confirmed, 2_000, content.Support?.AccessibilityNeeds),
        new("contact.role", Sight.Confirmed, 200, content.Contact?.Role), new("signatory.function", Sight.Team, 200, content.Signatory?.Function),
        new("unit", Sight.Member, 200, content.Unit), new("context.earlierAssistance", Sight.Member, 4_000, content.Context?.EarlierAssistance),
    ];

    public static string HashOf(string original) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(original)).AsSpan(0, 16));

    /// <summary>What this reader may see of what still translates something.</summary>
    public static IReadOnlyList<TranslationView> For(AssistanceRequest request, Sight sight)
    {
        if (request.Translations.Count == 0) return [];
        var seen = Of(request.Content).Where(f => f.Original is not null && sight >= f.Least).ToDictionary(f => f.Path, f => HashOf(f.Original!));
        return [.. request.Translations.Where(t => seen.TryGetValue(t.Field, out var hash) && hash == t.OfHash).Select(t => new TranslationView(t.Language, t.Field, t.Text, t.Origin))];
    }

    /// <summary><c>uk-UA</c> is <c>uk</c>.</summary>
    public static string PrimaryOf(string language) => Subtags().Replace(language, "").ToLowerInvariant();

    [GeneratedRegex("-.*$")]
    private static partial Regex Subtags();
}

/// <param name="Language">BCP 47.</param>
/// <param name="Field">A path of the form.</param>
/// <param name="Origin"><c>human machine</c>.</param>
internal sealed record TranslationView(string Language, string Field, string Text, string Origin);
