using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed partial class TextsTests
{
    // From the domain (rejectReason, holdReason, declineReason), by hand.
    private static readonly string[] Reasons =
    [
        "not-eligible-applicant", "outside-mandate", "insufficient-information", "duplicate", "already-supported", "no-added-value", "security",
        "no-funding", "no-expertise-available", "conflict-of-interest", "other",
        "waiting-applicant", "waiting-consultation", "waiting-partner", "security-situation", "force-majeure", "funding",
        "not-available", "employer-refused", "outside-expertise", "language", "security-concern", "health-family", "conditions",
        "others-chosen", "does-not-fit",
    ];

    private static readonly string[] Kinds = [Subject.Request, Subject.Assignment, Subject.Expert, Subject.Offer];
    private static readonly Dictionary<string, string> English = Own("en");

    public static TheoryData<string> Translations => ["uk", "bg"];

    [Theory, MemberData(nameof(Translations))]
    public void Every_text_exists_in_every_language(string language) =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Own(language).Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Translations))]
    public void A_translation_speaks_of_the_same_as_the_English_text(string language)
    {
        var own = Own(language);
        Assert.All(English, text => Assert.Equal((text.Key, Names(text.Value)), (text.Key, Names(own[text.Key]))));
    }

    [Theory, MemberData(nameof(Translations))]
    public void Nothing_is_left_in_English(string language) => Assert.All(Own(language), text =>
    {
        var words = Liquid().Replace(text.Value, "").Replace("mail: ", "", StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z]{2,}", words);
        Assert.All(words.Split('\n'), line => Assert.Matches("[А-Яа-яЇїІіЄєҐґ]", line));
    });

    [Fact]
    public void Ukrainian_and_Bulgarian_are_not_mixed_up()
    {
        Assert.All(Own("uk").Values, text => Assert.DoesNotMatch("[ъыэЪЫЭ]", text));
        Assert.All(Own("bg").Values, text => Assert.DoesNotMatch("[іїєґыэІЇЄҐЫЭ]", text));
    }

    [Fact]
    public void Every_event_of_the_table_has_its_text_and_every_text_its_use()
    {
        var used = WhoIsTold.Table.Select(row => $"{row.Kind}/{row.Event}").Distinct()
            .Concat(Kinds.SelectMany(kind => new[] { kind + "/news", "open/" + kind }))
            .Concat(Reasons.Select(reason => "reason/" + reason))
            .Concat(["greeting", "footer", "zone", "open/answer", "open/consents"]);
        Assert.Equal(used.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("uk", "Запит REQ-2026-000007 відхилено. Причина: немає фінансування.")]
    [InlineData("bg", "Заявка REQ-2026-000007 е отхвърлена. Причина: няма финансиране.")]
    [InlineData("en", "Request REQ-2026-000007 was rejected. Reason: there is no funding.")]
    public void A_rejection_names_the_reference_and_the_reason_in_words(string language, string text) =>
        Assert.Equal(text, Texts.Text(Story("request", "rejected") with { Code = "no-funding" }, CultureInfo.GetCultureInfo(language)).Split('\n')[0]);

    [Fact]
    public void A_reason_of_a_newer_list_reads_as_another_one() =>
        Assert.Contains("Reason: another one", Texts.Text(Story("request", "rejected") with { Code = "a-reason-of-next-year" }, Languages.English));

    [Fact]
    public void An_event_of_a_newer_copy_reads_as_news() =>
        Assert.Equal("News about request REQ-2026-000007", Texts.Title(Story("request", "an-event-of-next-year"), Languages.English));

    [Theory]
    [InlineData("en", "by 3 March 2027, 23:30 (Brussels time)")]
    [InlineData("uk", "до 4 березня 2027 року, 00:30 (за київським часом)")]
    [InlineData("bg", "до 4 март 2027 г., 00:30 ч. (софийско време)")]
    public void A_deadline_is_told_by_the_readers_clock_and_names_it(string language, string words) =>
        Assert.Contains(words, Texts.Text(
            Story("assignment", "invited") with { Deadline = new DateTimeOffset(2027, 3, 3, 22, 30, 0, TimeSpan.Zero) }, CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("2027-02-02", "2027-02-02", "en", "2 February 2027")]
    [InlineData("2027-02-02", "2027-02-06", "en", "2–6 February 2027")]
    [InlineData("2027-02-27", "2027-03-03", "uk", "27 лютого – 3 березня 2027 року")]
    [InlineData("2026-12-30", "2027-01-02", "bg", "30 декември 2026 г. – 2 януари 2027 г.")]
    public void A_period_is_written_as_people_write_it(string from, string to, string language, string words) => Assert.Equal(
        words, Dates.Days(new DayPeriod(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture)), CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("# a\n{{ refrence }}")]
    [InlineData("# a\n{{ reference | upcas }}")]
    public void A_misspelt_name_in_a_template_is_a_fault_and_no_empty_place(string source)
    {
        var template = new TemplateFile(source).Get("a").Title;
        Assert.ThrowsAny<Exception>(() => Texts.Render(template, new() { ["reference"] = "REQ-2026-000007" }));
    }

    [Fact]
    public void What_is_not_Liquid_is_refused_when_it_is_read() => Assert.Throws<FormatException>(() => new TemplateFile("# a\n{% if reference %}open"));

    [Theory]
    [InlineData("uk-UA", null, "uk")]
    [InlineData("de", "bg", "bg")]
    [InlineData(null, "BG", "bg")]
    [InlineData(null, null, "en")]
    [InlineData("de", "fr", "en")]
    public void The_first_wish_we_speak_is_the_language(string? first, string? second, string language) =>
        Assert.Equal(language, Languages.Best(first, second).Name);

    private static Story Story(string kind, string @event) => new(@event, new Subject(kind, Guid.CreateVersion7(), "REQ-2026-000007"));

    /// <summary>The texts of one language as they stand in its file, by key.</summary>
    private static Dictionary<string, string> Own(string language) => ("\n" + TemplateFile.Read(language + ".liquid")).Split("\n# ", StringSplitOptions.RemoveEmptyEntries)
        .Select(text => text.Split('\n', 2)).ToDictionary(text => text[0], text => text[1].Trim());

    /// <summary>Which values stand on each line.</summary>
    private static string Names(string text) => string.Join(
        '\n', text.Split('\n').Select(line => string.Join(' ', Liquid().Matches(line).Select(m => m.Value).Order(StringComparer.Ordinal))));

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}")]
    private static partial Regex Liquid();
}
