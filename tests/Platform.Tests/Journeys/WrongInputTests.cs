using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>Wrong input through the gateway: a problem that names the field in the caller's language, and nothing is changed.</summary>
[Collection<WholePlatform>]
public sealed class WrongInputTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> BadDrafts => new()
    {
        { "title", "\"" + new string('x', 1024 * 1024) + "\"", "title" },
        { "title", "\"a\\u0007b\"", "title" },
        { "summary", "17", "summary" },
        { "topics", "[\"no-such-topic\"]", "topics[0]" },
        { "assistanceType", "\"magic\"", "assistanceType" },
        { "place", "{\"katottg\":\"UA00000000000000000\"}", "place.katottg" },
        { "urgency", "\"very\"", "urgency" },
        { "neededBy", "\"2027-02-30\"", "neededBy" },
        { "preferredPeriods", "[{\"from\":\"2027-03-02\",\"to\":\"2027-03-01\"}]", "preferredPeriods[0].to" },
        { "needs", "[{\"role\":\"A\",\"kind\":\"expert\",\"quantity\":-1,\"must\":true}]", "needs[0].quantity" },
        { "contact", "{\"name\":\"A\",\"email\":\"nowhere\"}", "contact.email" },
        { "participants", "1e99", "participants" },
    };

    [Theory]
    [MemberData(nameof(BadDrafts))]
    public async Task A_faulty_field_is_named_and_nothing_is_saved(string field, string json, string named)
    {
        using var signatory = platform.As("Dmytro Kravets", "uk");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete(), Ct)).Must(HttpStatusCode.Created);

        var answer = await signatory.Put($"/api/requests/{draft.Id}", Drafts.Complete().With(field, JsonNode.Parse(json)), draft.Revision, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Contains(named, answer.Faults);
        // In Ukrainian: every text holds a letter of that alphabet.
        Assert.All(answer.Body!["errors"]![named]!.AsArray(), text => Assert.Matches("[а-яіїє]", text!.GetValue<string>()));
        Assert.NotNull(answer.Body["traceId"]);
        Assert.Equal(draft.Revision, (await signatory.Get($"/api/requests/{draft.Id}", Ct)).Revision);
    }

    [Fact]
    public async Task An_incomplete_draft_is_not_submitted_and_each_missing_field_is_named()
    {
        using var signatory = platform.As("Dmytro Kravets", "bg");
        var draft = (await signatory.Post("/api/requests", new JsonObject { ["title"] = "Only a title" }, Ct)).Must(HttpStatusCode.Created);
        var answer = await signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Superset(new HashSet<string> { "summary", "background", "expectedResults", "assistanceType", "deliveryMode", "topics", "place.katottg", "contact.name", "contact.email", "needs" }, answer.Faults.ToHashSet());
        Assert.Equal("draft", (await signatory.Get($"/api/requests/{draft.Id}", Ct)).RequestStatus);
    }

    [Fact]
    public async Task A_missing_or_stale_revision_changes_nothing()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete(), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{draft.Id}";
        var changed = (await signatory.Put(at, Drafts.Complete("Second"), draft.Revision, Ct)).Must(HttpStatusCode.OK);

        Assert.Equal((HttpStatusCode)428, (await signatory.Put(at, Drafts.Complete("Third"), null, Ct)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await signatory.Put(at, Drafts.Complete("Third"), draft.Revision, Ct)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Status);
        var read = await signatory.Get(at, Ct);
        Assert.Equal(("Second", changed.Revision), (read.Body!["title"]!.GetValue<string>(), read.Revision));
    }

    [Fact]
    public async Task One_idempotency_key_makes_one_draft_and_refuses_another_body()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var key = Guid.NewGuid().ToString();
        var first = (await signatory.Post("/api/requests", Drafts.Complete(), Ct, idempotencyKey: key)).Must(HttpStatusCode.Created);
        var second = (await signatory.Post("/api/requests", Drafts.Complete(), Ct, idempotencyKey: key)).Must(HttpStatusCode.Created);
        var other = await signatory.Post("/api/requests", Drafts.Complete("Other"), Ct, idempotencyKey: key);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("Idempotency-Key", other.Faults);
    }

    [Fact]
    public async Task Other_peoples_documents_do_not_exist_for_you()
    {
        using var signatory = platform.As("Dmytro Kravets");
        using var neighbour = platform.As("Andrii Melnyk");
        using var observer = platform.As("Elena Petrova");
        using var administrator = platform.As("Marta Nowak");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete().With("visibility", "participants"), Ct)).Must(HttpStatusCode.Created);
        var submitted = (await signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        foreach (var stranger in new[] { neighbour, observer, administrator })
        {
            var at = $"/api/requests/{draft.Id}";
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(at, Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{at}/history", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Put(at, Drafts.Complete("Mine"), submitted.Revision, Ct)).Status);
            foreach (var verb in new[] { "submit", "discard", "take", "return", "reject", "withdraw" })
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"{at}/{verb}", new JsonObject(), Ct, submitted.Revision)).Status);
            Assert.DoesNotContain(draft.Id.ToString(), (await stranger.Get("/api/requests?limit=100", Ct)).Text, StringComparison.Ordinal);
        }
        Assert.Equal(submitted.Revision, (await signatory.Get($"/api/requests/{draft.Id}", Ct)).Revision);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/event-stream")]
    [InlineData("text/html")]
    public async Task Every_refusal_is_a_problem_whatever_the_call_accepts(string accepted)
    {
        using var http = new HttpClient { BaseAddress = platform.Platform.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", platform.TokenOf("Dmytro Kravets"));
        http.DefaultRequestHeaders.Accept.ParseAdd(accepted);
        foreach (var (path, status) in new[] { ("/api/requests?cursor=x", 400), ($"/api/requests/{Guid.NewGuid()}", 404), ("/api/nothing", 404), ("/api/deliveries?cursor=x", 400) })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
        http.DefaultRequestHeaders.Authorization = null;
        using var unknown = await http.GetAsync(new Uri("/api/inbox/stream", UriKind.Relative), Ct);
        Assert.Equal((401, "application/problem+json"), ((int)unknown.StatusCode, unknown.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("application/json; charset=bogus", 415)]
    [InlineData("application/json; charset=windows-1251", 415)]
    [InlineData("application/json; charset=\"utf-8\"", 201)]
    [InlineData("application/json;charset=UTF-8", 201)]
    public async Task Bodies_are_utf_8(string contentType, int status)
    {
        using var http = new HttpClient { BaseAddress = platform.Platform.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", platform.TokenOf("Dmytro Kravets"));
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await http.PostAsync(new Uri("/api/requests", UriKind.Relative), content, Ct);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_list_of_half_a_million_and_a_mountain_of_marks_are_refused_at_once()
    {
        using var signatory = platform.As("Dmytro Kravets");
        foreach (var (body, field) in new[]
        {
            ("{\"needs\":[" + string.Concat(Enumerable.Repeat("{},", 600_000)) + "{}]}", "needs"),
            ("{\"needs\":[{\"topics\":[" + string.Concat(Enumerable.Repeat("null,", 300_000)) + "null]}]}", "needs[0].topics"),
            ("{\"title\":\"a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 200_000)) + "\"}", "title"),
        })
        {
            var answer = await signatory.Send(HttpMethod.Post, "/api/requests", body, null, null, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(field, answer.Faults);
            Assert.True(answer.Took < TimeSpan.FromSeconds(5), $"{field} took {answer.Took}");
        }
    }

    [Fact]
    public async Task Another_word_under_a_revision_that_is_gone_is_stale_and_not_taken_for_a_repeat()
    {
        using var signatory = platform.As("Dmytro Kravets");
        using var coordinator = platform.As("Thomas Keller");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete("Two tabs"), Ct)).Must(HttpStatusCode.Created);
        var submitted = (await signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var taken = (await coordinator.Post($"/api/requests/{draft.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var reject = $"/api/requests/{draft.Id}/reject";
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Post(reject, JsonNode.Parse("""{"code":"duplicate","text":"One"}"""), Ct, taken.Revision)).Status);
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Post(reject, JsonNode.Parse("""{"code":"duplicate","text":"One"}"""), Ct, taken.Revision)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await coordinator.Post(reject, JsonNode.Parse("""{"code":"no-funding","text":"Two"}"""), Ct, taken.Revision)).Status);
    }

    [Fact]
    public async Task Without_a_token_only_code_lists_and_health_answer()
    {
        using var nobody = new PlatformClient(platform.Platform.Address, (string?)null, "uk");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("/api/inbox", Ct)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("/api/inbox", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get("/api/codelists/topics", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get("/health/ready", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get("/openapi.json", Ct)).Status);
    }
}
