using System.Net;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class WrongInputTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"title":5}""", "title" },
        { """{"title":"\ud800"}""", "title" },
        { """{"participants":"four"}""", "participants" },
        { """{"participants":1e99}""", "participants" },
        { """{"participants":2.5}""", "participants" },
        { """{"neededBy":"2027-02-30"}""", "neededBy" },
        { """{"opensAt":"tomorrow"}""", "opensAt" },
        { """{"needs":{}}""", "needs" },
        { """{"needs":[{"must":"yes"}]}""", "needs[0].must" },
        { """{"needs":[{"id":"17"}]}""", "needs[0].id" },
        { """{"needs":[{"id":"01900000-0000-7000-8000-000000000009"}]}""", "needs[0].id" },
        { """{"place":[]}""", "place" },
        { """{"contact":{"email":"nowhere"}}""", "contact.email" },
        { """{"topics":["water-supply","nothing"]}""", "topics[1]" },
        { """{"title":"a\u0007b"}""", "title" },
        { """{"title":"a\uffffb"}""", "title" },
        { """{"organisationId":"x"}""", "organisationId" },
        { """{"title":"a","title":"b"}""", "title" },
        { """{"title":"a","Title":"b"}""", "Title" },
        { """{"place":{"site":"a","site":"b"}}""", "place.site" },
        { "[]", "body" },
        { "{", "body" },
        { "null", "body" },
        { "", "body" }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_fault_in_the_body_names_its_field_in_the_callers_language(string body, string field)
    {
        var answer = await slice.Applicant().Editor.Send(HttpMethod.Post, "/api/requests", body, null, null, Ct, "uk");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal([field], answer.Faults);
        Assert.Matches("[а-яіїєґ]{3}", answer.Body!["errors"]![field]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_text_of_a_million_characters_is_named_and_not_kept()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var answer = await applicant.Editor.Put($"/api/requests/{draft.Id}", Drafts.Complete(new string('x', 1_000_000)), draft.Revision, Ct);
        Assert.Equal((HttpStatusCode.BadRequest, "title"), (answer.Status, Assert.Single(answer.Faults)));
        Assert.Equal(draft.Revision, (await applicant.Editor.Get($"/api/requests/{draft.Id}", Ct)).Revision);
    }

    [Theory]
    [InlineData("en", "Fill this in.")]
    [InlineData("uk", "Заповніть це поле.")]
    public async Task What_is_missing_at_submit_is_said_field_by_field(string language, string text)
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct, new JsonObject());
        await slice.Member(Ct, applicant.Id);
        var answer = await applicant.Signatory.Send(HttpMethod.Post, $"/api/requests/{draft.Id}/submit", null, draft.Revision, null, Ct, language);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "incomplete"), (answer.Status, answer.Body!["code"]!.GetValue<string>()));
        Assert.Equal(13, answer.Faults.Count);
        Assert.Equal(text, answer.Body["errors"]!["place.katottg"]![0]!.GetValue<string>());
        Assert.Equal("draft", (await applicant.Editor.Get($"/api/requests/{draft.Id}", Ct)).RequestStatus);
    }

    [Fact]
    public async Task Every_refusal_of_this_service_has_a_text_in_every_language()
    {
        var keys = Texts.Of("").Keys.ToHashSet();
        Assert.NotEmpty(keys);
        foreach (var language in new[] { "uk", "bg" })
        {
            var texts = Texts.Of(language);
            Assert.Equal(keys, texts.Keys.ToHashSet());
            Assert.All(texts, t => Assert.Equal(t.Value.Contains("{0}", StringComparison.Ordinal), Texts.Of("")[t.Key].Contains("{0}", StringComparison.Ordinal)));
        }
        var outsider = await slice.Person((Guid.CreateVersion7(), Roles.Coordinator)).Send(HttpMethod.Post, "/api/requests", "{}", null, null, Ct, "bg");
        Assert.Equal((HttpStatusCode.Forbidden, Texts.Of("bg")["no-authority"]), (outsider.Status, outsider.Body!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_missing_malformed_or_stale_revision_changes_nothing()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}";
        Assert.Equal((HttpStatusCode)428, (await applicant.Signatory.Post($"{at}/submit", null, Ct)).Status);
        Assert.Equal((HttpStatusCode)428, (await applicant.Editor.Put(at, Drafts.Complete("x"), null, Ct)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await applicant.Editor.Put(at, Drafts.Complete("x"), 99, Ct)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await applicant.Signatory.Post($"{at}/submit", null, Ct, 99)).Status);
        Assert.Equal(draft.Revision, (await applicant.Editor.Get(at, Ct)).Revision);
    }

    [Fact]
    public async Task A_key_with_another_body_and_a_malformed_key_are_refused()
    {
        var applicant = slice.Applicant();
        var key = Guid.NewGuid().ToString();
        (await applicant.Editor.Post("/api/requests", Drafts.Complete("One"), Ct, key: key)).Must(HttpStatusCode.Created);
        var other = await applicant.Editor.Post("/api/requests", Drafts.Complete("Two"), Ct, key: key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (other.Status, other.Body!["code"]!.GetValue<string>()));
        Assert.Equal(["Idempotency-Key"], other.Faults);
        var tooLong = await applicant.Editor.Post("/api/requests", Drafts.Complete("Two"), Ct, key: new string('k', 201));
        Assert.Equal((HttpStatusCode.BadRequest, "Idempotency-Key"), (tooLong.Status, Assert.Single(tooLong.Faults)));
        Assert.Single((await applicant.Editor.Get($"/api/requests?organisationId={applicant.Id}", Ct)).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("return", "", "comments")]
    [InlineData("return", """{"comments":[]}""", "comments")]
    [InlineData("return", """{"comments":[{"field":"nothing","text":"x"}]}""", "comments[0].field")]
    [InlineData("return", """{"comments":"x"}""", "comments")]
    [InlineData("reject", """{"text":"x"}""", "code")]
    [InlineData("reject", """{"code":"because","text":"x"}""", "code")]
    [InlineData("reject", """{"code":"other"}""", "text")]
    [InlineData("reject", """{"code":"other","text":7}""", "text")]
    public async Task A_review_step_without_what_it_needs_is_refused(string verb, string body, string field)
    {
        var submitted = await slice.Applicant().Submitted(Ct);
        var coordinator = slice.Coordinator();
        var at = $"/api/requests/{submitted.Id}";
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var answer = await coordinator.Send(HttpMethod.Post, $"{at}/{verb}", body.Length == 0 ? null : body, taken.Revision, null, Ct);
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.Faults)));
        Assert.Equal(taken.Revision, (await coordinator.Get(at, Ct)).Revision);
    }

    [Theory]
    [InlineData("status=inreview", "status")]
    [InlineData("topic=water", "topic")]
    [InlineData("oblast=UA99", "oblast")]
    [InlineData("organisationId=1", "organisationId")]
    [InlineData("owner=you", "owner")]
    [InlineData("assistanceType=x", "assistanceType")]
    [InlineData("urgency=x", "urgency")]
    [InlineData("sort=title", "sort")]
    [InlineData("sort=--updatedAt", "sort")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("stauts=draft", "stauts")]
    [InlineData("q=%EF%BF%BE", "q")]
    public async Task An_unknown_value_in_a_list_names_its_parameter(string query, string parameter)
    {
        var answer = await slice.Applicant().Editor.Get($"/api/requests?{query}", Ct);
        Assert.Equal((HttpStatusCode.BadRequest, parameter), (answer.Status, Assert.Single(answer.Faults)));
    }
}
