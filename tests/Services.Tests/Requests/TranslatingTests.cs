using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Drafting;
using Alliance.Requests.Linking;
using Alliance.Requests.Reading;
using Alliance.Requests.Translating;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Texts of a request in another language, beside the original.</summary>
[Collection("requests")]
public sealed class TranslatingTests(RequestsSlice slice)
{
    private static readonly AssistanceRequest Request = Some.Request(RequestStatus.InReview);

    private static readonly JsonSerializerOptions AsIs = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_translation_stands_beside_the_original_and_leaves_it_alone()
    {
        var moved = Some.MoveOf(Decide(Request, "en", ("title", "Water losses", "human"), ("background", "A network of 1974.", "machine")));
        Assert.Equal(Request.Content, moved.Next.Content);
        Assert.Equal(new Step("translate", "inReview", "inReview", "en"), Assert.Single(moved.Steps));
        Assert.Equal(
            [new TranslationView("en", "title", "Water losses", "human"), new TranslationView("en", "background", "A network of 1974.", "machine")],
            TranslatableFields.For(moved.Next, Sight.Member));
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(Decide(moved.Next, "en", ("title", "Water losses", "human"), ("background", "A network of 1974.", "machine")));
    }

    [Fact]
    public void A_translation_is_seen_by_who_sees_its_field()
    {
        var all = Some.MoveOf(Decide(Request, "en", TranslatableFields.Of(Request.Content).Where(f => f.Original is not null).Select(f => (f.Path, "x", (string?)"human")).ToArray())).Next;
        string[] Seen(Sight sight) => [.. TranslatableFields.For(all, sight).Select(t => t.Field)];
        Assert.Equal(["title", "summary"], Seen(Sight.Public));
        Assert.Equal(["title", "summary", "background", "expectedResults"], Seen(Sight.Member));
        Assert.Equal([.. Seen(Sight.Member), "needs[0].role"], Seen(Sight.Invited));
        Assert.Equal([.. Seen(Sight.Invited), "place.site", "contact.role"], Seen(Sight.Confirmed));
    }

    /// <summary>Every text there is, told apart by what it says: whoever reads it somewhere in the request may read its translation, and nobody else.</summary>
    [Fact]
    public void Whoever_sees_a_text_sees_its_translation_and_nobody_else()
    {
        var content = Request.Content with
        {
            Activities = "t-activities", TargetGroup = "t-group", Unit = "t-unit", Place = new Alliance.Requests.Place("UA05000000000010236", "t-site", null), Contact = new Contact("Ім'я", "t-role", null, null, null),
            Signatory = new Signatory("Ім'я", "t-function"), Context = new Context { EarlierAssistance = "t-earlier", PreferredExpert = "Ім'я" },
            Support = new Support { CounterpartStaff = "t-staff", Venue = "t-venue", Shelter = "t-shelter", AccessibilityNeeds = "t-access" }
        };
        var request = Request with { Content = content, Staffing = [] };
        string[] fields = [.. TranslatableFields.Of(content).Where(f => f.Original is not null).Select(f => f.Path)];
        var all = Some.MoveOf(Decide(request, "en", [.. fields.Select(f => (f, "x " + f, (string?)"human"))])).Next;
        foreach (var reader in (Reader[])[Reading(Some.Coordinator), Reading(Some.Editor), new Reader(Some.OtherEditor, IsActiveMember: true)])
        {
            var view = JsonSerializer.SerializeToNode(RequestView.Of(Some.Stored(all), reader), AsIs)!.AsObject();
            var seen = view["translations"]!.AsArray().Select(t => t!["field"]!.GetValue<string>()).ToArray();
            view.Remove("translations");
            var text = view.ToJsonString(AsIs);
            var originals = TranslatableFields.Of(content).Where(f => f.Original is not null && text.Contains(JsonEncodedText.Encode(f.Original, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.Ordinal));
            Assert.Equal(originals.Select(f => f.Path), seen);
        }

        static Reader Reading(Caller caller) => new(caller, IsActiveMember: false);
    }

    [Fact]
    public void A_copy_and_a_follow_up_keep_the_translations_of_what_they_say_too()
    {
        var translated = Some.MoveOf(Decide(Request, "en", ("title", "Water losses", "human"), ("needs[0].role", "Adviser, again", "human"))).Next;
        var copy = Some.MoveOf(CopyRequest.Decide(translated, null, Some.Editor, Some.Now)).Next;
        var again = Successor.Begun(Guid.CreateVersion7(), translated, new LinkedRequest(Guid.CreateVersion7(), LinkKind.FollowUp, Some.Signatory.PersonId, Some.Now), "REQ-2026-000002");
        foreach (var next in new[] { copy, again })
            Assert.Equal(["title", "needs[0].role"], TranslatableFields.For(next, Sight.Team).Select(t => t.Field));
    }

    [Fact]
    public void One_language_is_one_however_its_tag_is_written()
    {
        var translated = Some.MoveOf(Decide(Request, "EN", ("title", "Water losses", "human")));
        Assert.Equal(("en", "en"), (Assert.Single(translated.Next.Translations).Language, translated.Steps[0].Code));
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(Decide(translated.Next, "en", ("title", "Water losses", "human")));
        // As it was kept before.
        var old = translated.Next with { Translations = [translated.Next.Translations[0] with { Language = "EN" }] };
        Assert.Equal([("en", "Losses")], Some.MoveOf(Decide(old, "en", ("title", "Losses", "human"))).Next.Translations.Select(t => (t.Language, t.Text)));
        foreach (var (sent, kept) in new[] { ("UK-ua", "uk-UA"), ("sr-latn-rs", "sr-Latn-RS"), ("DE-CH-1996", "de-CH-1996"), ("en-A-BBB-x-AA", "en-a-bbb-x-aa"), (" uk ", "uk"), ("not a tag", "not a tag") })
            Assert.Equal(kept, Given.LanguageTag(sent));
    }

    [Fact]
    public void A_draft_keeps_its_tags_in_one_form()
    {
        var form = Request.Content with
        {
            Language = "UK", Contact = new Contact("a", null, null, null, "EN-gb"), Support = new Support { InterpretationLanguages = ["EN"] }, Needs = [new Need { Role = "a", Languages = [new LanguageSkill("EN", "B2")] }]
        };
        var kept = DraftForm.Kept(form, RequestContent.Empty, Some.Now);
        Assert.Equal(("uk", "en-GB", "en", "en"), (kept.Language, kept.Contact!.Language, kept.Support!.InterpretationLanguages[0], kept.Needs[0].Languages[0].Code));
    }

    [Fact]
    public void Once_the_original_says_something_else_its_translation_is_shown_to_nobody()
    {
        var translated = Some.MoveOf(Decide(Request, "en", ("title", "Water losses", "human"), ("summary", "Advice.", "human"))).Next;
        var changed = translated with { Content = translated.Content with { Title = "Інша назва" } };
        Assert.Equal(["summary"], TranslatableFields.For(changed, Sight.Coordinator).Select(t => t.Field));
    }

    [Fact]
    public void What_is_not_named_is_taken_away_and_other_languages_stay()
    {
        var both = Some.MoveOf(Decide(Some.MoveOf(Decide(Request, "en", ("title", "a", "human"), ("summary", "b", "human"))).Next, "bg", ("title", "в", "machine"))).Next;
        var less = Some.MoveOf(Decide(both, "en", ("title", "a", "human"), ("summary", " ", "human"))).Next;
        Assert.Equal([("bg", "title"), ("en", "title")], less.Translations.Select(t => (t.Language, t.Field)));
        Assert.Equal(["bg"], Some.MoveOf(Decide(less, "en")).Next.Translations.Select(t => t.Language));
    }

    [Fact]
    public void The_team_and_coordinators_translate_and_nobody_else()
    {
        foreach (var who in new[] { Some.Editor, Some.Signatory, Some.Coordinator, Some.LeadCoordinator }) Some.MoveOf(Decide(Request, "en", who, ("title", "a", "human")));
        foreach (var who in new[] { Some.Expert, Some.OtherEditor, Some.Observer, Some.Administrator })
            Assert.Equal("not-yours", Some.RefusalOf(Decide(Request, "en", who, ("title", "a", "human"))).Code);
        Assert.Equal("wrong-state", Some.RefusalOf(Decide(Some.Request(RequestStatus.Discarded), "en", ("title", "a", "human"))).Code);
    }

    [Fact]
    public void Only_what_is_there_is_translated_with_its_origin_and_not_into_its_own_language()
    {
        Assert.Equal(
            ["activities: no-original", "contact.name: no-original", "summary.origin: unknown-code", "title.origin: required", "title.text: too-long"],
            Some.Faults(Some.RefusalOf(Decide(Request, "en", ("title", new string('x', 241), null), ("summary", "a", "guess"), ("activities", "a", "human"), ("contact.name", "a", "human")))));
        Assert.Equal(["language: own-language"], Some.Faults(Some.RefusalOf(Decide(Request, "uk-UA", ("title", "a", "human")))));
        Assert.Equal(["language: language-tag"], Some.Faults(Some.RefusalOf(Decide(Request, "not a tag", ("title", "a", "human")))));
        Assert.Equal(["language: language-tag"], Some.Faults(Some.RefusalOf(Decide(Request, "uk\n", ("title", "a", "human")))));
        var four = ((string[])["en", "bg", "de", "fr"]).Aggregate(Request, (request, language) => Some.MoveOf(Decide(request, language, ("title", "a", "human"))).Next);
        Assert.Equal(["language: too-many"], Some.Faults(Some.RefusalOf(Decide(four, "pl", ("title", "a", "human")))));
    }

    [Fact]
    public async Task A_coordinator_translates_what_was_handed_in_and_a_member_reads_it_beside_the_original()
    {
        var submitted = await slice.Applicant().Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        var body = JsonNode.Parse("""{ "title": { "text": "Water", "origin": "human" }, "needs[0].role": { "text": "Adviser", "origin": "machine" } }""")!;
        var done = (await slice.Coordinator().Put($"{at}/translations/en", body, submitted.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(2, done.Body!["translations"]!.AsArray().Count);
        var member = (await slice.Person((await slice.Member(Ct), Roles.AuthorityEditor)).Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(submitted.Body!["title"]!.GetValue<string>(), member.Body!["title"]!.GetValue<string>());
        Assert.Equal("title", Assert.Single(member.Body["translations"]!.AsArray())!["field"]!.GetValue<string>());
    }

    private static Decision<AssistanceRequest> Decide(AssistanceRequest request, string language, params (string Field, string Text, string? Origin)[] texts) =>
        Decide(request, language, Some.Editor, texts);

    private static Decision<AssistanceRequest> Decide(AssistanceRequest request, string language, Caller who, params (string Field, string Text, string? Origin)[] texts) =>
        TranslateAssistanceRequest.Decide(request, language, texts.ToDictionary(t => t.Field, t => (TranslatedText?)new TranslatedText(t.Text, t.Origin)), who, Some.Now);
}
