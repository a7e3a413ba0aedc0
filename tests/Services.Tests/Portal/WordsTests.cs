using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Contracts;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>Every text a page can ask for is there. (That all languages have the same texts is a rule of the platform's.)</summary>
public sealed partial class WordsTests
{
    private static readonly Text Texts = new();

    [Fact]
    public void Every_text_named_in_a_page_is_there()
    {
        var folder = Path.Combine(Root(), "services", "portal");
        var named = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
            .SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToArray();
        Assert.True(named.Length > 200);
        Missing(named);
        Missing(Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories).Where(f => !f.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(f => Counted().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).SelectMany(k => (string[])[k + ".one", k + ".few", k + ".many"]));
    }

    [Fact]
    public void Every_status_says_whose_turn_it_is() => Missing(
        RequestCodes.Status.Except(["discarded", "draft"]).SelectMany(s => (string[])[$"turn.{s}.team", $"turn.{s}.coordinator"]).Concat(["turn.draft.team", "turn.discarded.team", "turn.ended"]));

    [Fact]
    public void Every_question_has_its_words() => Missing(
        RequestForm.Topics.Append(RequestForm.Need(0)).SelectMany(t => t.Fields.Select(f => $"request.{f.Key}.label").Append($"request.{t.Code}.title"))
            .Concat(ExpertForm.Topics.SelectMany(t => t.Fields.Select(f => $"expert.{f.Key}.label").Append($"expert.{t.Code}.title")))
            .Concat(((FormTopic[])[OrganisationForm.New, OrganisationForm.About, OrganisationForm.Own]).SelectMany(t => t.Fields.Select(f => $"organisation.{f.Key}.label").Append($"organisation.{t.Code}.title")))
            .Concat(((FormTopic[])[PersonForm.New([]), PersonForm.Change([])]).SelectMany(t => t.Fields.Select(f => $"person.{f.Key}.label").Append($"person.{t.Code}.title")))
            .Concat(["organisation.new.button", "person.new.button"]));

    [Fact]
    public void Every_list_that_a_page_puts_into_words_or_offers_is_asked_for()
    {
        var fields = RequestForm.Topics.Append(RequestForm.Need(0)).Concat(ExpertForm.Topics).SelectMany(t => t.Fields)
            .Concat(EvaluationFields.Of(RequestCodes.EvaluationQuestion, isFollowUp: true))
            .Concat(((IReadOnlyList<VerbForm>[])[VerbForm.OfRequest, VerbForm.OfAssignment, VerbForm.OfExpert]).SelectMany(forms => forms).SelectMany(f => f.Fields))
            .Select(f => f.List).OfType<string>().Where(list => list != "level" && !list.StartsWith("own:", StringComparison.Ordinal));
        var named = Directory.EnumerateFiles(Path.Combine(Root(), "services", "portal"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
            .SelectMany(f => Listed().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value));
        Assert.Empty(fields.Concat(named).Distinct().Except(Codes.Lists));
    }

    [Fact]
    public void Every_step_has_its_words() => Missing(
        ((string, IReadOnlyList<VerbForm>)[])[("request", VerbForm.OfRequest), ("assignment", VerbForm.OfAssignment), ("expert", VerbForm.OfExpert),
            ("organisation", VerbForm.OfOrganisation), ("person", VerbForm.OfPerson), ("access", VerbForm.OfAccess)] is var scopes
            ? scopes.SelectMany(s => s.Item2.SelectMany(f => f.Fields.Select(field => $"do.{field.Key}.label").Concat(
                [$"do.{s.Item1}.{f.Verb}", $"do.{s.Item1}.{f.Verb}.title", $"done.{s.Item1}-{f.Verb}"])))
            : []);

    [Fact]
    public void Every_code_the_pages_put_into_words_has_them() => Missing(
        ((IEnumerable<string>)[
            .. Choices.LanguageCodes.Select(c => "language." + c), .. ExpertForm.Countries.Select(c => "country." + c),
            .. ExpertCodes.ConsentPurpose.Select(p => "consent." + p), .. ExpertCodes.DeclineReason.Select(d => "decline." + d), .. RequestCodes.Criteria.Select(c => $"criteria.{c}.hint"),
            .. RequestCodes.Visibility.Select(v => $"visibility.{v}.hint"), .. OrganisationForm.Types.Select(t => "organisation-type." + t),
            .. OrganisationForm.Levels.Select(l => "organisation-level." + l), .. OrganisationForm.Statuses.Select(s => "membership-status." + s),
            .. PersonForm.Roles.Select(r => "role." + r), "person-status.active", "person-status.ended",
        ]).Concat(((string[])["en", "uk", "bg"]).SelectMany(_ => Navigation.For(null).Select(i => i.Key))));

    [Theory]
    [InlineData("uk", "30 червня 2027")]
    [InlineData("en", "30 June 2027")]
    [InlineData("bg", "30 юни 2027")]
    public void A_day_is_written_as_the_language_writes_it(string language, string written)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.Equal(written, Texts.Day(new DateOnly(2027, 6, 30)));
    }

    [Fact]
    public void A_line_of_the_history_that_names_a_field_says_it_in_words()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal([("The situation today", "How much?"), ("Role", "Who: exactly?"), (null, "And: a thought")],
            Answers.PerField("background: How much?\nneeds[0].role: Who: exactly?\nAnd: a thought", Texts));
    }

    private static void Missing(IEnumerable<string> keys) => Assert.All(keys.Distinct(), key => Assert.True(Texts.Of(key) is not null, key));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\b[Tt](?:ext)?\[""([a-z][\w.-]*[\w])""[,\]]")]
    private static partial Regex Named();

    [GeneratedRegex(@"odes\.(?:Label|List|Find)\(""([a-z-]+)""")]
    private static partial Regex Listed();

    [GeneratedRegex(@"\.Count\(""([a-z][\w.-]*)""")]
    private static partial Regex Counted();
}
