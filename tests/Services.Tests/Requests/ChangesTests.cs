using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;
using Place = Alliance.Requests.Place;

namespace Alliance.Services.Tests.Requests;

/// <summary>What was asked, what was answered, and what is different in the text that was handed in again.</summary>
[Collection("requests")]
public sealed class ChangesTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_content_has_no_changes() => Assert.Empty(ContentChanges.Between(Some.Complete, Some.Complete with { Topics = [.. Some.Complete.Topics] }));

    [Fact]
    public void Each_field_that_differs_is_named_with_what_stood_and_what_stands_there()
    {
        var need = Some.Complete.Needs[0];
        var added = new Need { Id = Some.OtherHromada, Role = "Друга", Kind = "expert" };
        var now = Some.Complete with
        {
            Title = "Інша назва", Activities = "Обстеження", NeededBy = null, Topics = ["water-supply", "energy-efficiency"],
            Place = new Place("UA05020010000053508", null, "safe"),
            // The known need is second now: it is the same one all the same.
            Needs = [added, need with { PersonDays = 5 }]
        };
        Assert.Equal(
            [
                "activities:  -> Обстеження", "neededBy: 2027-06-30 -> ", "needs[0].kind:  -> expert", "needs[0].role:  -> Друга", "needs[1].personDays: 3 -> 5",
                "place.site: вул. Соборна, 1 -> ", "title: Втрати води у мережі -> Інша назва", "topics: [water-supply] -> [water-supply,energy-efficiency]"
            ],
            Said(ContentChanges.Between(Some.Complete, now)));
        Assert.Equal(["needs: Друга -> "], Said(ContentChanges.Between(Some.Complete with { Needs = [need, added] }, Some.Complete)));
    }

    [Theory]
    [InlineData("title", true)]
    [InlineData("summary", false)]
    [InlineData("place", true)]
    [InlineData("place.site", true)]
    [InlineData("place.katottg", false)]
    [InlineData("topics[1]", true)]
    [InlineData("needs[0].role", true)]
    [InlineData("needs[0]", true)]
    [InlineData("tit", false)]
    public void A_comment_is_about_a_change_of_its_field_of_a_part_or_of_the_whole(string field, bool touched) => Assert.Equal(touched, ContentChanges.Touch(
        [new FieldChange("title", null, "x"), new FieldChange("place.site", null, "x"), new FieldChange("topics", null, "x"), new FieldChange("needs[0].role", null, "x")], field));

    [Fact]
    public void A_comment_is_answered_in_words_by_the_team_while_it_is_theirs_to_change_and_the_owner_hears_of_it()
    {
        var returned = Some.Request(RequestStatus.ChangesRequested) with { OwnerId = Some.Coordinator.PersonId, Comments = [new FieldComment("title", "Коротше"), new FieldComment("summary", "Ширше")] };
        var replied = Some.MoveOf(ReplyToComment.Decide(returned, new Reply("title", " Так назвала рада "), Some.Editor));
        Assert.Equal(["Так назвала рада", null], replied.Next.Comments.Select(c => c.Answer));
        Assert.Equal(new Step("reply", "changesRequested", "changesRequested", null, "title: Так назвала рада"), Assert.Single(replied.Steps));
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(ReplyToComment.Decide(replied.Next, new Reply("title", "Так назвала рада"), Some.Signatory));
        Assert.Equal(["field: no-comment"], Some.Faults(Some.RefusalOf(ReplyToComment.Decide(returned, new Reply("background", "Так"), Some.Editor))));
        Assert.Equal(["text: required"], Some.Faults(Some.RefusalOf(ReplyToComment.Decide(returned, new Reply("title", " "), Some.Editor))));
        Assert.Equal(RefusalKind.Forbidden, Some.RefusalOf(ReplyToComment.Decide(returned, new Reply("title", "Так"), Some.Coordinator)).Kind);

        var entry = new HistoryEntry(7, "reply", Some.Editor.PersonId, Some.Now, null, "changesRequested", "changesRequested", null, null, "", "");
        var noted = Assert.IsType<RequestNoted>(Assert.Single(RequestAnnouncement.Of(Some.Stored(replied.Next), entry)));
        Assert.Equal((NoteKind.Comment, NotedFor.Owner, (Guid?)Some.Coordinator.PersonId), (noted.Kind, noted.Role, noted.OwnerId));

        var again = Some.MoveOf(SubmitAssistanceRequest.Decide(replied.Next, active: true, null, Some.Signatory, Some.Now)).Next;
        Assert.Empty(again.Comments);
        Assert.Equal("Так назвала рада", again.Asked[0].Answer);
    }

    [Fact]
    public async Task The_coordinator_reads_beside_each_comment_whether_its_field_changed_and_what_was_answered()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        Assert.Empty((await coordinator.Get($"{at}/changes", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var asked = new JsonObject { ["comments"] = new JsonArray(
            new JsonObject { ["field"] = "title", ["text"] = "Коротше" }, new JsonObject { ["field"] = "summary", ["text"] = "Ширше" }) };
        var returned = (await coordinator.Post($"{at}/return", asked, Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(["summary: False", "title: False"], Comments(await applicant.Editor.Get($"{at}/changes", Ct)));

        var replied = (await applicant.Editor.Post($"{at}/reply", new JsonObject { ["field"] = "summary", ["text"] = "Ширше нема куди" }, Ct, returned.Revision)).Must(HttpStatusCode.OK);
        var form = Drafts.Complete().With("title", "Вода");
        var saved = (await applicant.Editor.Put(at, form, replied.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(["summary: False", "title: True"], Comments(await applicant.Editor.Get($"{at}/changes", Ct)));
        (await applicant.Signatory.Post($"{at}/submit", null, Ct, saved.Revision)).Must(HttpStatusCode.OK);

        var changes = (await coordinator.Get($"{at}/changes", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(["summary: False", "title: True"], Comments(changes));
        Assert.Contains(changes.Body!["comments"]!.AsArray(), c => (string?)c!["answer"] == "Ширше нема куди");
        var title = changes.Body["items"]!.AsArray().Single(c => (string?)c!["field"] == "title")!;
        Assert.Equal("Вода", (string?)title["new"]);
        Assert.NotNull(title["old"]);
        Assert.NotNull(changes.Body["since"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person((await slice.Member(Ct), "observer")).Get($"{at}/changes", Ct)).Status);
    }

    private static string[] Comments(Answer changes) => [.. changes.Must(HttpStatusCode.OK).Body!["comments"]!.AsArray().Select(c => $"{c!["field"]}: {c["changed"]!.GetValue<bool>()}").Order(StringComparer.Ordinal)];

    private static string[] Said(IReadOnlyList<FieldChange> changes) =>
        [.. changes.Select(c => $"{c.Field}: {Text(c.Old)} -> {Text(c.New)}").Order(StringComparer.Ordinal)];

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => $"[{string.Join(',', list.Select(v => v!.ToString()))}]",
        JsonObject need => (string)need["role"]!,
        _ => value.ToString()
    };
}
