using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
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
        Assert.Equal([.. Seen(Sight.Invited), "place.site"], Seen(Sight.Confirmed));
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
