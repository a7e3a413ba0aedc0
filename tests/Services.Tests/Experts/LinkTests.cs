using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>An invitation answered by the link of the mail: who may ask for it, what looking changes (nothing), and when it is worth nothing.</summary>
[Collection("experts")]
public sealed class LinkTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_accepted_once_and_the_expert_is_the_actor()
    {
        var (expert, invited, token) = await Invited();
        var shown = await Show(token, HttpStatusCode.OK);
        Assert.Equal(("open", "invited", "answer-invitation"), (Text(shown, "state"), Text(shown, "status"), Text(shown, "purpose")));
        Assert.Equal(5, shown["why"]!.AsArray().Count);

        var done = await Act(token, "accept", Profiles.NoConflict(), HttpStatusCode.OK);
        Assert.Equal(("answered", "accepted"), (Text(done, "state"), Text(done, "status")));
        Assert.Equal("link-answered", Text(await Act(token, "accept", Profiles.NoConflict(), HttpStatusCode.Conflict), "code"));
        Assert.Equal("link-answered", Text(await Act(token, "decline", Code("not-available"), HttpStatusCode.Conflict), "code"));
        Assert.Equal("answered", Text(await Show(token, HttpStatusCode.OK), "state"));

        var read = (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("accepted", "link", invited.Revision + 1), (read.RequestStatus, read.Body!["invitation"]!["via"]!.GetValue<string>(), read.Revision));
        var entry = (await slice.Get<Store<Assignment>>().History(invited.Id, Ct))[^1];
        Assert.Equal(("accept", expert.Person.Id), (entry.Verb, entry.ActorId));
    }

    [Fact]
    public async Task Declining_asks_for_the_code_and_accepting_for_the_conflict_of_interest()
    {
        var (expert, invited, token) = await Invited();
        Assert.Equal(["conflictOfInterest"], Faults(await Act(token, "accept", [], HttpStatusCode.BadRequest)));
        Assert.Equal(["conflictOfInterest.text"], Faults(await Act(token, "accept", JsonNode.Parse("""{"conflictOfInterest":{"declared":true}}""")!.AsObject(), HttpStatusCode.BadRequest)));
        Assert.Equal(["code"], Faults(await Act(token, "decline", [], HttpStatusCode.BadRequest)));
        Assert.Equal(["body"], Faults(await Act(token, "decline", new JsonObject { ["code"] = 5 }, HttpStatusCode.BadRequest)));
        Assert.Equal(["verb"], Faults(await Act(token, "withdraw", [], HttpStatusCode.BadRequest)));
        Assert.Equal(invited.Revision, (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Revision);
        Assert.Equal("declined", Text(await Act(token, "decline", Code("not-available"), HttpStatusCode.OK), "status"));
        Assert.Equal("not-available", (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Body!["invitation"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        var (expert, invited, token) = await Invited();
        for (var i = 0; i < 3; i++) await Show(token, HttpStatusCode.OK);
        Assert.Equal(invited.Revision, (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Revision);
        Assert.Equal(2, (await slice.Get<Store<Assignment>>().History(invited.Id, Ct)).Count);
    }

    [Fact]
    public async Task Two_answers_at_once_are_one()
    {
        var (expert, invited, token) = await Invited();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? Call(HttpMethod.Post, "/internal/links", "service-portal", token, new JsonObject { ["verb"] = "accept", ["body"] = Profiles.NoConflict() })
            : Call(HttpMethod.Post, "/internal/links", "service-portal", token, new JsonObject { ["verb"] = "decline", ["body"] = Code("other") })));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.Contains(a.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict]));
        Assert.Equal(3, (await slice.Get<Store<Assignment>>().History(invited.Id, Ct)).Count);
        Assert.Equal(invited.Revision + 1, (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Revision);
    }

    [Fact]
    public async Task After_the_deadline_after_an_end_and_without_access_it_is_worth_nothing()
    {
        var request = await slice.Request(Ct);
        var (_, cancelled, first) = await Invited(request);
        (await request.Coordinator.Post($"/api/assignments/{cancelled.Id}/cancel", new JsonObject { ["reason"] = "?" }, Ct, cancelled.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("moved-on", Text(await Show(first, HttpStatusCode.OK), "state"));
        Assert.Equal("link-moved-on", Text(await Act(first, "accept", Profiles.NoConflict(), HttpStatusCode.Conflict), "code"));

        var (ended, _, second) = await Invited();
        await slice.Hear(new PersonChanged(ended.Person.Id, 99, "end", slice.Now, Guid.Empty, "en", Active: false, []), Ct);
        Assert.Equal("link-moved-on", Text(await Act(second, "accept", Profiles.NoConflict(), HttpStatusCode.Conflict), "code"));

        var (late, invited, third) = await Invited();
        slice.Pass(TimeSpan.FromDays(8));
        try
        {
            Assert.Equal("expired", Text(await Show(third, HttpStatusCode.OK), "state"));
            Assert.Equal("link-expired", Text(await Act(third, "accept", Profiles.NoConflict(), HttpStatusCode.Conflict), "code"));
            Assert.Equal(HttpStatusCode.Conflict, (await Issue(invited.Id, late.Person.Id)).Status);
        }
        finally
        {
            slice.Pass(-TimeSpan.FromDays(8));
        }
    }

    [Fact]
    public async Task A_link_is_bound_to_its_person_and_asked_for_by_who_writes_the_mails_alone()
    {
        var (expert, invited, token) = await Invited();
        Assert.Equal(HttpStatusCode.NotFound, (await Issue(invited.Id, Guid.CreateVersion7())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Issue(Guid.CreateVersion7(), expert.Person.Id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Issue(invited.Id, expert.Person.Id, "another-purpose")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Issue(invited.Id, expert.Person.Id, by: "service-portal")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(HttpMethod.Get, "/internal/links", "service-notifications", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(HttpMethod.Post, "/internal/links", "service-requests", token, [])).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.Person.Get("/internal/links", Ct)).Status);
        foreach (var unknown in (string[])["", "x", new('A', 43), token[..42] + (token[42] == 'A' ? 'E' : 'A'), token + "A", new('ж', 43)])
            Assert.Equal("unknown-link", Text(await Show(Uri.EscapeDataString(unknown), HttpStatusCode.NotFound), "code"));
    }

    [Fact]
    public async Task The_token_is_kept_nowhere()
    {
        var (_, invited, token) = await Invited();
        await Act(token, "accept", Profiles.NoConflict(), HttpStatusCode.OK);
        var link = await slice.Get<SignedLinks>().Find(token, Ct);
        Assert.NotEqual(token, link!.TokenHash);
        var history = await slice.Get<Store<Assignment>>().History(invited.Id, Ct);
        Assert.DoesNotContain(token, string.Join(' ', history.Select(e => $"{e}")), StringComparison.Ordinal);
        Assert.DoesNotContain(slice.Published, message => $"{message}".Contains(token, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(slice.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lease", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, Ct);
            Assert.True(content.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) < 0, file);
        }
    }

    [Fact]
    public async Task The_expert_reads_why_and_no_rank()
    {
        var (expert, invited, _) = await Invited();
        var selection = (await expert.Person.Get($"/api/assignments/{invited.Id}", Ct)).Must(HttpStatusCode.OK).Body!["selection"]!.AsObject();
        Assert.Equal(["missing", "parts", "score"], selection.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(5, selection["parts"]!.AsArray().Count);
        Assert.All(selection["parts"]!.AsArray(), part => Assert.NotEmpty(part!["why"]!.GetValue<string>()));
    }

    private async Task<(TestExpert Expert, Answer Invited, string Token)> Invited(TestRequest? request = null)
    {
        request ??= await slice.Request(Ct);
        var expert = await slice.Expert(Ct);
        var invited = await request.Invited(expert, Ct);
        return (expert, invited, Text((await Issue(invited.Id, expert.Person.Id)).Must(HttpStatusCode.OK).Body!, "token")!);
    }

    private Task<Answer> Issue(Guid document, Guid person, string purpose = LinkPurpose.AnswerInvitation, string by = "service-notifications") => Call(
        HttpMethod.Post, "/internal/links/new", by, null, new JsonObject { ["purpose"] = purpose, ["documentId"] = document, ["personId"] = person });

    private async Task<JsonNode> Show(string token, HttpStatusCode expected) => (await Call(HttpMethod.Get, "/internal/links", "service-portal", token)).Must(expected).Body!;

    private async Task<JsonNode> Act(string token, string verb, JsonObject body, HttpStatusCode expected) =>
        (await Call(HttpMethod.Post, "/internal/links", "service-portal", token, new JsonObject { ["verb"] = verb, ["body"] = body })).Must(expected).Body!;

    [Theory]
    [InlineData("""{"verb":"accept","verb":"decline"}""")]
    [InlineData("""{"verb":"accept","Verb":"decline"}""")]
    [InlineData("""{"verb":"accept","body":{"conflictOfInterest":{"declared":false,"declared":true}}}""")]
    [InlineData("""{"verb":"decline","body":{"code":"other","code":"language"}}""")]
    [InlineData("""{"verb":"decline","body":{"code":"other","Code":"language"}}""")]
    [InlineData("""{"verb":"decline","body":{"code":{"a":1,"a":2}}}""")]
    [InlineData("""{"verb":"decline","body":7}""")]
    [InlineData("""{"verb":"decline","body":{"code":7}}""")]
    [InlineData("""{"verb":"decline","body":{"code":"\ud800"}}""")]
    public async Task An_act_that_says_something_twice_or_wrong_is_a_fault_of_the_caller_and_changes_nothing(string body)
    {
        var (_, invited, token) = await Invited();
        Assert.Equal("invalid", (await Send(HttpMethod.Post, "/internal/links", "service-portal", token, body)).Must(HttpStatusCode.BadRequest).Code());
        Assert.Equal(LinkState.Open, Text(await Show(token, HttpStatusCode.OK), "state"));
        Assert.Equal(invited.Revision, (await slice.Get<Store<Assignment>>().Find(invited.Id, Ct))!.Revision);
    }

    private Task<Answer> Call(HttpMethod method, string path, string service, string? token, JsonObject? body = null) => Send(method, path, service, token, body?.ToJsonString());

    private async Task<Answer> Send(HttpMethod method, string path, string service, string? token, string? body)
    {
        using var call = new HttpRequestMessage(method, path);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.ServiceToken(service));
        if (token is not null) call.Headers.TryAddWithoutValidation(ILinks.TokenHeader, token);
        if (body is not null) call.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await slice.Nobody().SendAsync(call, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return new Answer(answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, text, null, answer.Content.Headers.ContentType?.MediaType, TraceId: null, TimeSpan.Zero);
    }

    private static JsonObject Code(string code) => new() { ["code"] = code };

    private static string? Text(JsonNode node, string field) => node[field]?.GetValue<string>();

    private static string[] Faults(JsonNode problem) => [.. problem["errors"]!.AsObject().Select(e => e.Key)];
}
