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

/// <summary>A supervisor without an account consents by the link the expert hands over: who gets it, what looking changes (nothing), and when it is worth nothing.</summary>
[Collection("experts")]
public sealed class ConsentLinkTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scanner_changes_nothing_and_the_supervisor_consents_once()
    {
        var (expert, asked, token) = await Asked();
        for (var i = 0; i < 3; i++)
        {
            var shown = await Show(token, HttpStatusCode.OK);
            Assert.Equal(("open", "employer-consent", "Engineer"), (Text(shown, "state"), Text(shown, "purpose"), Text(shown, "position")));
        }
        Assert.Equal(asked.Revision, (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Revision);

        Assert.Equal(["position", "until"], Faults(await Act(token, [], HttpStatusCode.BadRequest)).Order());
        Assert.Equal(["until"], Faults(await Act(token, Consent("2020-01-01"), HttpStatusCode.BadRequest)));
        Assert.Equal(["verb"], Faults(await Act(token, Consent(), HttpStatusCode.BadRequest, verb: "verify")));
        Assert.Equal("answered", Text(await Act(token, Consent(), HttpStatusCode.OK), "state"));
        Assert.Equal("link-answered", Text(await Act(token, Consent("2027-01-01"), HttpStatusCode.Conflict), "code"));
        Assert.Equal("answered", Text(await Show(token, HttpStatusCode.OK), "state"));

        var read = (await slice.Coordinator().Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK).Body!["consent"]!;
        Assert.Equal(("2027-12-31", "link", "Head of department", Guid.Empty), (Text(read, "until"), Text(read, "via"), Text(read, "position"), read["by"]!.GetValue<Guid>()));
        var entry = (await slice.Get<Store<Expert>>().History(expert.Id, Ct))[^1];
        Assert.Equal(("employer-consent", Guid.Empty), (entry.Verb, entry.ActorId));
    }

    [Fact]
    public async Task The_employer_who_must_consent_is_named_when_a_profile_is_handed_in_changed_or_its_expert_asks()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var expert = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("employer", Employer(first, official: false)));
        Assert.Null((await Told(expert, "submit")).ConsentOf);
        // Not asked before; then another; then asked, whether it must be or not.
        await Changed(expert, Employer(first, official: true));
        Assert.Equal(first, (await Told(expert, "need-consent")).ConsentOf);
        await Changed(expert, Employer(first, official: true, position: "Chief"));
        await Changed(expert, Employer(second, official: true, position: "Chief"));
        Assert.Equal(second, (await Told(expert, "need-consent", 2)).ConsentOf);
        await Changed(expert, Employer(second, official: false));
        var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        (await expert.Person.Post($"/api/experts/{expert.Id}/ask-consent", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(second, (await Told(expert, "ask-consent")).ConsentOf);
        Assert.Equal(2, (await slice.Get<Store<Expert>>().History(expert.Id, Ct)).Count(e => e.Verb == "need-consent"));

        var official = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("employer", Employer(first, official: true)));
        Assert.Equal(first, (await Told(official, "submit")).ConsentOf);
        Assert.Null((await Told(official, "verify")).ConsentOf);

        JsonObject Employer(Guid organisation, bool official, string position = "Engineer") => new() { ["organisationId"] = organisation, ["position"] = position, ["publicOfficial"] = official };
    }

    private static async Task Changed(TestExpert expert, JsonObject employer)
    {
        var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        (await expert.Person.Put($"/api/experts/{expert.Id}", Profiles.Complete(expert.Person.Id).With("employer", employer), read.Revision, Ct)).Must(HttpStatusCode.OK);
    }

    private async Task<ExpertMoved> Told(TestExpert expert, string verb, int times = 1) =>
        (await Wait.Until(_ => Task.FromResult(slice.Published.OfType<ExpertMoved>().Where(m => m.Id == expert.Id && m.Verb == verb).ToArray()), all => all.Length == times, Ct))[^1];

    [Fact]
    public async Task It_is_worth_nothing_after_its_time_a_newer_one_another_employer_an_end_or_another_way()
    {
        var (expert, asked, first) = await Asked();
        var again = (await expert.Person.Post($"/api/experts/{expert.Id}/ask-consent", null, Ct, asked.Revision)).Must(HttpStatusCode.OK);
        var second = Text(again.Body!, "consentLink")!;
        await IsOver(first, "moved-on");
        Assert.Equal("open", Text(await Show(second, HttpStatusCode.OK), "state"));

        slice.Pass(TimeSpan.FromDays(15));
        try
        {
            await IsOver(second, "expired");
        }
        finally
        {
            slice.Pass(-TimeSpan.FromDays(15));
        }
        (await expert.Person.Put($"/api/experts/{expert.Id}", Profiles.Complete(Guid.CreateVersion7()), again.Revision, Ct)).Must(HttpStatusCode.OK);
        await IsOver(second, "moved-on");

        var (other, _, third) = await Asked();
        await slice.Hear(new PersonChanged(other.Person.Id, 99, "end", slice.Now, Guid.Empty, "en", Active: false, []), Ct);
        await IsOver(third, "moved-on");

        var (consented, before, fourth) = await Asked();
        var employer = slice.Person(null, (consented.Employer, Roles.OrganisationAdministrator));
        slice.Pass(TimeSpan.FromSeconds(1));
        (await employer.Post($"/api/experts/{consented.Id}/employer-consent", new JsonObject { ["until"] = "2027-06-30" }, Ct, before.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("link-answered", Text(await Act(fourth, Consent(), HttpStatusCode.Conflict), "code"));
    }

    [Fact]
    public async Task Nobody_but_the_expert_gets_it_and_it_opens_nothing_else()
    {
        var (expert, asked, token) = await Asked();
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Coordinator().Post($"/api/experts/{expert.Id}/ask-consent", null, Ct, asked.Revision)).Status);
        Assert.Null((await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Body!["consentLink"]);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(await slice.Expert(Ct), Ct);
        // Of another document, and for another purpose: the token says which.
        Assert.Equal(["verb"], Faults(await Act(token, Profiles.NoConflict(), HttpStatusCode.BadRequest, verb: "accept")));
        Assert.Equal("invited", (await request.Coordinator.Get($"/api/assignments/{invited.Id}", Ct)).RequestStatus);
        // Who writes mails cannot ask for one.
        Assert.Equal(HttpStatusCode.NotFound, (await Call(HttpMethod.Post, "/internal/links/new", "service-notifications", null,
            new JsonObject { ["purpose"] = LinkPurpose.EmployerConsent, ["documentId"] = expert.Id, ["personId"] = expert.Person.Id })).Status);
    }

    [Fact]
    public async Task Without_an_employer_there_is_nobody_to_ask()
    {
        var expert = await slice.Expert(Ct, Profiles.Complete());
        var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.DoesNotContain("ask-consent", read.Actions());
        Assert.Equal("wrong-state", (await expert.Person.Post($"/api/experts/{expert.Id}/ask-consent", null, Ct, read.Revision)).Must(HttpStatusCode.Conflict).Code());
    }

    [Fact]
    public async Task The_token_is_kept_nowhere()
    {
        var (expert, _, token) = await Asked();
        await Act(token, Consent(), HttpStatusCode.OK);
        Assert.DoesNotContain(token, string.Join(' ', (await slice.Get<Store<Expert>>().History(expert.Id, Ct)).Select(e => $"{e}")), StringComparison.Ordinal);
        Assert.DoesNotContain(slice.Published, message => $"{message}".Contains(token, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(slice.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lease", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, Ct);
            Assert.True(content.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) < 0, file);
        }
    }

    private async Task IsOver(string token, string state)
    {
        Assert.Equal(state, Text(await Show(token, HttpStatusCode.OK), "state"));
        Assert.Equal("link-" + state, Text(await Act(token, Consent(), HttpStatusCode.Conflict), "code"));
    }

    private async Task<(TestExpert Expert, Answer Asked, string Token)> Asked()
    {
        var expert = await slice.Expert(Ct);
        var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        var asked = (await expert.Person.Post($"/api/experts/{expert.Id}/ask-consent", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
        return (expert, asked, Text(asked.Body!, "consentLink")!);
    }

    private static JsonObject Consent(string until = "2027-12-31") => new() { ["until"] = until, ["position"] = "  Head of department " };

    private async Task<JsonNode> Show(string token, HttpStatusCode expected) => (await Call(HttpMethod.Get, "/internal/links", "service-portal", token)).Must(expected).Body!;

    private async Task<JsonNode> Act(string token, JsonObject body, HttpStatusCode expected, string verb = "employer-consent") =>
        (await Call(HttpMethod.Post, "/internal/links", "service-portal", token, new JsonObject { ["verb"] = verb, ["body"] = body })).Must(expected).Body!;

    private async Task<Answer> Call(HttpMethod method, string path, string service, string? token, JsonObject? body = null)
    {
        using var call = new HttpRequestMessage(method, path);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.ServiceToken(service));
        if (token is not null) call.Headers.TryAddWithoutValidation(ILinks.TokenHeader, token);
        if (body is not null) call.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await slice.Nobody().SendAsync(call, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return new Answer(answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, text, null, answer.Content.Headers.ContentType?.MediaType, TraceId: null, TimeSpan.Zero);
    }

    private static string? Text(JsonNode node, string field) => node[field]?.GetValue<string>();

    private static string[] Faults(JsonNode problem) => [.. problem["errors"]!.AsObject().Select(e => e.Key)];
}
