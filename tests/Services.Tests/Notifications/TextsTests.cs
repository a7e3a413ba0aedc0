using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed partial class TextsTests
{
    // From the domain (rejectReason), by hand.
    private static readonly string[] RejectReasons =
    [
        "not-eligible-applicant", "outside-mandate", "insufficient-information", "duplicate", "already-supported", "no-added-value", "security",
        "no-funding", "no-expertise-available", "conflict-of-interest", "other",
    ];

    private static readonly Dictionary<string, string> English = Own("en");

    public static TheoryData<string> Translations => ["uk", "bg"];

    [Theory, MemberData(nameof(Translations))]
    public void Every_text_exists_in_every_language(string language) =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Own(language).Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Translations))]
    public void A_translation_has_the_placeholders_of_the_English_text(string language)
    {
        var own = Own(language);
        Assert.All(English, text => Assert.Equal(Placeholders(text.Value), Placeholders(own[text.Key])));
    }

    [Theory, MemberData(nameof(Translations))]
    public void Nothing_is_left_in_English(string language)
    {
        Assert.All(Own(language), text =>
        {
            Assert.NotEqual(English[text.Key], text.Value);
            Assert.DoesNotMatch("[A-Za-z]{2,}", text.Value);
            Assert.Matches("[А-Яа-яЇїІіЄєҐґ]", text.Value);
        });
    }

    [Fact]
    public void Ukrainian_and_Bulgarian_are_not_mixed_up()
    {
        Assert.All(Own("uk").Values, text => Assert.DoesNotMatch("[ъыэЪЫЭ]", text));
        Assert.All(Own("bg").Values, text => Assert.DoesNotMatch("[іїєґыэІЇЄҐЫЭ]", text));
    }

    [Fact]
    public void Every_event_of_the_table_has_its_texts()
    {
        Assert.All(WhoIsTold.Table, row =>
        {
            Assert.Contains($"request-{row.Event}-title", English.Keys);
            Assert.Contains($"request-{row.Event}-text", English.Keys);
            if (row.Mail) Assert.Contains($"request-{row.Event}-mail", English.Keys);
        });
    }

    [Fact]
    public void Every_reason_has_words() => Assert.All(RejectReasons, reason => Assert.Contains("reason-" + reason, English.Keys));

    [Fact]
    public void No_text_is_without_use()
    {
        var used = WhoIsTold.Table.SelectMany(row => new[] { $"request-{row.Event}-title", $"request-{row.Event}-text" }.Concat(row.Mail ? [$"request-{row.Event}-mail"] : []))
            .Concat(RejectReasons.Select(reason => "reason-" + reason))
            .Concat(["mail-greeting", "mail-link", "mail-footer"]);
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("uk", "Запит REQ-2026-000007 відхилено. Причина: немає фінансування.")]
    [InlineData("bg", "Заявка REQ-2026-000007 е отхвърлена. Причина: няма финансиране.")]
    [InlineData("en", "Request REQ-2026-000007 was rejected. Reason: there is no funding.")]
    public void A_rejection_names_the_reference_and_the_reason_in_words(string language, string text) =>
        Assert.Equal(text, Texts.Text("rejected", new Subject("request", Guid.CreateVersion7(), "REQ-2026-000007"), "no-funding", CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("uk-UA", null, "uk")]
    [InlineData("de", "bg", "bg")]
    [InlineData(null, "BG", "bg")]
    [InlineData(null, null, "en")]
    [InlineData("de", "fr", "en")]
    public void The_first_wish_we_speak_is_the_language(string? first, string? second, string language) =>
        Assert.Equal(language, Languages.Best(first, second).Name);

    /// <summary>The texts of one language alone, without what it would fall back to.</summary>
    private static Dictionary<string, string> Own(string language)
    {
        var culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        var set = Texts.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
