using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Matching;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Evaluations over the API: asked once, given by who was asked, read in full by few and in numbers by the rest; participants by one link.</summary>
[Collection("requests")]
public sealed class EvaluationsTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_assignment_that_ends_is_asked_about_once_however_often_it_is_said()
    {
        var stage = await Delivered();
        for (var i = 0; i < 3; i++) await Hear(Some.Assignment(stage.Id, 9, "completed", stage.Assignment, person: stage.Expert.Id));
        Assert.Equal(["applicant", "coordinator", "expert", "participant"], (await Items(stage.Coordinator, stage)).Select(e => Text(e, "respondent")).Order());
    }

    [Fact]
    public async Task Each_reads_and_gives_their_own_and_coordinators_read_all()
    {
        var stage = await Delivered();
        var mine = Assert.Single(await Items(stage.Expert, stage));
        Assert.Equal(("expert", "asked"), (Text(mine, "respondent"), Text(mine, "status")));
        var given = (await Give(stage.Expert, stage, mine, Form(("relevance", 4)))).Must(HttpStatusCode.OK);
        Assert.Equal("given", Text(given.Body!, "status"));

        var theirs = (await Items(stage.Applicant.Editor, stage)).Single(e => Text(e, "respondent") == "expert");
        Assert.Equal(("given", (JsonNode?)null), (Text(theirs, "status"), theirs["answer"]));
        Assert.Equal(4, (await Items(stage.Coordinator, stage)).Single(e => Text(e, "respondent") == "expert")["answer"]!["scores"]!["relevance"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Forbidden, (await Give(stage.Applicant.Editor, stage, theirs, Form(("relevance", 1)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Give(stage.Coordinator, stage, theirs, Form(("relevance", 1)))).Status);
    }

    [Fact]
    public async Task Members_and_strangers_are_told_nothing_of_it()
    {
        var stage = await Delivered();
        var member = slice.Person((await slice.Member(Ct), Roles.AuthorityEditor));
        (await member.Get($"/api/requests/{stage.Id}/evaluations", Ct)).Must(HttpStatusCode.Forbidden);
        (await slice.Person((Guid.CreateVersion7(), Roles.Expert)).Get($"/api/requests/{stage.Id}/evaluations", Ct)).Must(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_repeat_is_one_answer_and_a_correction_a_second_entry()
    {
        var stage = await Delivered();
        var asked = (await Items(stage.Applicant.Editor, stage)).Single(e => Text(e, "respondent") == "applicant");
        var first = (await Give(stage.Applicant.Editor, stage, asked, Form(("goals-reached", 5)))).Must(HttpStatusCode.OK);
        // The answer was lost: the same once more, over the same revision.
        (await Give(stage.Applicant.Editor, stage, asked, Form(("goals-reached", 5)))).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Give(stage.Applicant.Editor, stage, asked, Form(("goals-reached", 2)))).Status);
        (await Give(stage.Applicant.Signatory, stage, first.Body!, Form(("goals-reached", 3)))).Must(HttpStatusCode.OK);
        Assert.Equal(["ask", "give", "give"], (await Store.History(Guid.Parse(Text(asked, "id")), Ct)).Select(h => h.Verb));
    }

    [Fact]
    public async Task A_participants_link_takes_each_form_once_and_looking_changes_nothing()
    {
        var stage = await Delivered();
        (await stage.Expert.Post($"/api/requests/{stage.Id}/evaluations/link", null, Ct)).Must(HttpStatusCode.Forbidden);
        var token = Text((await stage.Applicant.Editor.Post($"/api/requests/{stage.Id}/evaluations/link", null, Ct)).Must(HttpStatusCode.OK).Body!, "token");
        for (var i = 0; i < 3; i++) Assert.Equal(("open", "evaluate"), (Text(await Show(token), "state"), Text(await Show(token), "purpose")));
        Assert.Equal(0, await Answers(stage));

        foreach (var score in (int[])[5, 4, 3]) Assert.Equal("answered", Text((await Act(token, $"form{score}", Form(("relevance", score)))).Must(HttpStatusCode.OK).Body!, "state"));
        (await Act(token, "form5", Form(("relevance", 5)))).Must(HttpStatusCode.OK);
        Assert.Equal(3, await Answers(stage));
        var summary = (await stage.Applicant.Editor.Get($"/api/requests/{stage.Id}/evaluations", Ct)).Body!["summary"]!["scores"]![0]!;
        Assert.Equal(("relevance", 3, 4.0), (Text(summary, "question"), summary["count"]!.GetValue<int>(), summary["mean"]!.GetValue<double>()));

        Assert.Equal(HttpStatusCode.BadRequest, (await Act(token, "form9", Form())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Act(token, "", Form(("relevance", 5)))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(new string('x', 43), "form9", Form(("relevance", 5)))).Status);
    }

    [Fact]
    public async Task Statistics_of_everything_say_the_means_of_three_or_more_and_those_of_a_part_none()
    {
        var stage = await Delivered();
        var token = Text((await stage.Applicant.Editor.Post($"/api/requests/{stage.Id}/evaluations/link", null, Ct)).Must(HttpStatusCode.OK).Body!, "token");
        foreach (var score in (int[])[5, 4, 3]) (await Act(token, $"s{score}", Form(("interpretation", score)))).Must(HttpStatusCode.OK);
        var tallies = await Store.Tally(Evaluations.Overall, "", Evaluations.AskedAt, Ct);
        var means = EvaluationSummary.Overall(tallies.Select(t => (t.Value, t.Count)));
        Assert.InRange(means.Single(m => m.Question == "interpretation").Mean, 1, 5);
        Assert.NotNull((await stage.Expert.Get("/api/requests/statistics", Ct)).Must(HttpStatusCode.OK).Body!["evaluations"]);
        Assert.Null((await stage.Expert.Get("/api/requests/statistics?oblast=UA05", Ct)).Must(HttpStatusCode.OK).Body!["evaluations"]);
        Assert.Empty(EvaluationSummary.Overall([("relevance|5", 2)]));
    }

    [Fact]
    public async Task One_form_that_arrives_eight_times_at_once_is_one_answer()
    {
        var stage = await Delivered();
        var token = Text((await stage.Applicant.Signatory.Post($"/api/requests/{stage.Id}/evaluations/link", null, Ct)).Must(HttpStatusCode.OK).Body!, "token");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Act(token, "twice", Form(("relevance", 5)))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(1, await Answers(stage));
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Act(token, $"other{i}", Form(("relevance", 5)))));
        Assert.All(others, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(7, await Answers(stage));
    }

    [Fact]
    public async Task More_than_the_setting_a_minute_are_asked_to_wait()
    {
        var stage = await Delivered();
        var token = Text((await stage.Applicant.Signatory.Post($"/api/requests/{stage.Id}/evaluations/link", null, Ct)).Must(HttpStatusCode.OK).Body!, "token");
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i <= new RequestsSettings().ParticipantsPerMinute; i++) statuses.Add((await Act(token, $"a{i}", Form(("relevance", 5)))).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    private sealed record Stage(Guid Id, Guid Assignment, Applicant Applicant, ApiPerson Expert, ApiPerson Coordinator);

    private Store<Evaluation> Store => slice.Services.GetRequiredService<Store<Evaluation>>();

    /// <summary>Delivered by the completion of its one assignment, of an owner.</summary>
    private async Task<Stage> Delivered()
    {
        var (applicant, coordinator, assignment) = (slice.Applicant(), slice.Coordinator(), Guid.CreateVersion7());
        var expert = slice.Person((Guid.CreateVersion7(), Roles.Expert));
        await slice.Member(Ct, applicant.Id);
        var stored = await slice.Store(Some.Request(RequestStatus.InProgress) with
        {
            OrganisationId = applicant.Id, OwnerId = coordinator.Id, Staffing = [new(assignment, Some.Need, "reporting", 8, expert.Id)]
        }, Ct);
        await Hear(Some.Assignment(stored.Id, 9, "completed", assignment, person: expert.Id));
        // No loop publishes here without a broker; what follows from the entry is done as the loop would.
        var read = (await slice.Services.GetRequiredService<Store<AssistanceRequest>>().Find(stored.Id, Ct))!;
        foreach (var entry in await slice.Services.GetRequiredService<Store<AssistanceRequest>>().History(stored.Id, Ct))
            await slice.Services.GetRequiredService<AskForEvaluations>().Follow(read, entry, Ct);
        return new Stage(stored.Id, assignment, applicant, expert, coordinator);
    }

    private Task Hear(AssignmentMoved moved) => ActivatorUtilities.CreateInstance<WhenAssignmentMoved>(slice.Services).Handle(moved, Ct);

    private static async Task<JsonNode[]> Items(ApiPerson person, Stage stage) =>
        [.. (await person.Get($"/api/requests/{stage.Id}/evaluations", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().OfType<JsonNode>()];

    private static async Task<int> Answers(Stage stage) =>
        (await stage.Coordinator.Get($"/api/requests/{stage.Id}/evaluations", Ct)).Must(HttpStatusCode.OK).Body!["participants"]!["answers"]!.GetValue<int>();

    private static Task<Answer> Give(ApiPerson person, Stage stage, JsonNode item, JsonObject form) =>
        person.Post($"/api/requests/{stage.Id}/evaluations/{Text(item, "id")}", form, Ct, item["revision"]!.GetValue<long>());

    private Task<Answer> Act(string token, string formKey, JsonObject form) =>
        Link(HttpMethod.Post, token, new JsonObject { ["verb"] = "evaluate", ["body"] = form.With("formKey", formKey) });

    private async Task<JsonNode> Show(string token) => (await Link(HttpMethod.Get, token, null)).Must(HttpStatusCode.OK).Body!;

    private async Task<Answer> Link(HttpMethod method, string token, JsonObject? body)
    {
        using var client = slice.Nobody();
        using var call = new HttpRequestMessage(method, "/internal/links");
        call.Headers.Authorization = new("Bearer", TestIssuer.ServiceToken("service-portal"));
        call.Headers.Add(ILinks.TokenHeader, token);
        if (body is not null) call.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(call, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return new Answer(answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, text, null, null, null, TimeSpan.Zero);
    }

    private static JsonObject Form(params (string Question, int Score)[] scores) =>
        new() { ["scores"] = new JsonObject(scores.Select(s => KeyValuePair.Create(s.Question, (JsonNode?)s.Score))), ["publishable"] = false };

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
