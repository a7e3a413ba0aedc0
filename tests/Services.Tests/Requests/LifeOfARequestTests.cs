using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Submitting;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class LifeOfARequestTests(RequestsSlice slice)
{
    private static readonly JsonNode Outside = JsonNode.Parse("""{"code":"outside-mandate","text":"Не наш мандат"}""")!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("applied")]
    [InlineData("suspended")]
    [InlineData("left")]
    public async Task Only_an_Active_organisation_submits_and_what_others_wrote_is_kept_until_it_is(string? membership)
    {
        var applicant = slice.Applicant();
        if (membership is not null) await slice.Organisation(membership, Ct, applicant.Id);
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}";
        var refused = (await applicant.Signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.Conflict);
        Assert.Equal("organisation-not-active", refused.Body!["code"]!.GetValue<string>());
        var kept = (await applicant.Editor.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("draft", draft.Revision), (kept.RequestStatus, kept.Revision));
        Assert.Null(kept.Body!["reference"]);
        Assert.Single((await applicant.Editor.Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());

        await slice.Organisation("active", Ct, applicant.Id);
        Assert.Equal("submitted", (await applicant.Signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK).RequestStatus);
    }

    [Fact]
    public async Task A_request_is_drafted_submitted_returned_submitted_again_and_rejected()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}";
        Assert.Equal(("draft", 1L, "\"1\""), (draft.RequestStatus, draft.Revision, draft.ETag));
        Assert.Null(draft.Body!["reference"]);
        Assert.Equal(["discard", "copy"], Actions(draft));

        await slice.Member(Ct, applicant.Id);
        var submitted = (await applicant.Signatory.Post($"{at}/submit", null, Ct, 1)).Must(HttpStatusCode.OK);
        Assert.Matches("^REQ-[0-9]{4}-[0-9]{6}$", submitted.Body!["reference"]!.GetValue<string>());
        Assert.Equal(["withdraw", "copy"], Actions(submitted));
        Assert.Equal(["take", "cancel", "hold"], Actions((await coordinator.Get(at, Ct)).Must(HttpStatusCode.OK)));

        var taken = (await coordinator.Post($"{at}/take", new JsonObject(), Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(coordinator.Id, taken.Body!["owner"]!.GetValue<Guid>());
        var returned = (await coordinator.Post($"{at}/return", JsonNode.Parse("""{"comments":[{"field":"needs[0].role","text":"Хто?"}]}"""), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("Хто?", returned.Body!["comments"]![0]!["text"]!.GetValue<string>());

        var changed = (await applicant.Editor.Put(at, Drafts.Complete("Друга спроба"), returned.Revision, Ct)).Must(HttpStatusCode.OK);
        var again = (await applicant.Signatory.Post($"{at}/submit", null, Ct, changed.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(submitted.Body["reference"]!.GetValue<string>(), again.Body!["reference"]!.GetValue<string>());
        Assert.Empty(again.Body["comments"]!.AsArray());
        var takenAgain = (await coordinator.Post($"{at}/take", null, Ct, again.Revision)).Must(HttpStatusCode.OK);
        var rejected = (await coordinator.Post($"{at}/reject", Outside, Ct, takenAgain.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("rejected", "outside-mandate"), (rejected.RequestStatus, rejected.Body!["decision"]!["code"]!.GetValue<string>()));
        Assert.Empty(Actions(rejected));

        var history = (await applicant.Editor.Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(["draft", "submit", "take", "return", "submit", "take", "reject"], history.Select(e => e!["verb"]!.GetValue<string>()));
        Assert.Equal("needs[0].role: Хто?", history[3]!["text"]!.GetValue<string>());
        Assert.Null(HistoryChain.Verify(draft.Id, [.. history.Select(Entry)]));

        // The text that was submitted first is kept beside the one that was submitted last.
        var first = await slice.Services.GetRequiredService<Store<SubmittedCopy>>().Find(SubmittedCopy.IdOf(draft.Id, 1), Ct);
        Assert.Equal("Advice on water losses", first!.Value.Content.Title);
        Assert.Equal("Друга спроба", rejected.Body["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_return_that_died_after_the_copy_finds_it_again()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var copies = slice.Services.GetRequiredService<Store<SubmittedCopy>>();
        var read = await slice.Services.GetRequiredService<Store<AssistanceRequest>>().Find(submitted.Id, Ct);
        await SubmittedCopy.Keep(read!, copies, Ct);

        (await coordinator.Post($"{at}/return", JsonNode.Parse("""{"comments":[{"field":"title","text":"?"}]}"""), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        var copy = await copies.Find(SubmittedCopy.IdOf(submitted.Id, 1), Ct);
        Assert.Equal((1L, read!.Value.Reference), (copy!.Revision, copy.Value.Reference));
        Assert.Null(await copies.Find(SubmittedCopy.IdOf(submitted.Id, 2), Ct));
    }

    [Fact]
    public async Task The_same_verb_sent_again_is_answered_again_and_done_once()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}";
        await slice.Member(Ct, applicant.Id);
        var first = (await applicant.Signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var lost = (await applicant.Signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var twice = (await applicant.Signatory.Post($"{at}/submit", null, Ct, first.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal((first.Revision, first.Revision), (lost.Revision, twice.Revision));
        Assert.Equal(2, (await applicant.Editor.Get($"{at}/history", Ct)).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_save_sent_again_is_no_conflict_with_oneself_but_one_with_a_colleague()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}";
        var body = Drafts.Complete("Нова назва");
        var saved = (await applicant.Editor.Put(at, body, draft.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(saved.Revision, (await applicant.Editor.Put(at, body, draft.Revision, Ct)).Must(HttpStatusCode.OK).Revision);
        Assert.Equal(saved.Revision, (await applicant.Editor.Put(at, body, saved.Revision, Ct)).Must(HttpStatusCode.OK).Revision);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await applicant.Signatory.Put(at, body, draft.Revision, Ct)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await applicant.Editor.Put(at, Drafts.Complete("Третя"), draft.Revision, Ct)).Status);
    }

    [Fact]
    public async Task Of_many_who_take_at_once_one_owns_it()
    {
        var submitted = await slice.Applicant().Submitted(Ct);
        var coordinators = Enumerable.Range(0, 8).Select(_ => slice.Coordinator()).ToArray();
        var answers = await Task.WhenAll(coordinators.Select(c => c.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)));
        var winner = Assert.Single(answers, a => a.IsSuccess);
        Assert.All(answers.Where(a => a != winner), a => Assert.Equal(HttpStatusCode.PreconditionFailed, a.Status));
        Assert.Equal(winner.Body!["owner"]!.ToString(), (await coordinators[0].Get($"/api/requests/{submitted.Id}", Ct)).Body!["owner"]!.ToString());
    }

    [Fact]
    public async Task References_given_at_once_are_all_different()
    {
        var applicant = slice.Applicant();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => applicant.Submitted(Ct)));
        Assert.Equal(12, answers.Select(a => a.Body!["reference"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Sixteen_calls_with_one_idempotency_key_make_one_draft()
    {
        var applicant = slice.Applicant();
        var key = "a!~" + Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => applicant.Editor.Post("/api/requests", Drafts.Complete("Once"), Ct, key: key)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Id).Distinct());
        Assert.Single((await applicant.Editor.Get($"/api/requests?organisationId={applicant.Id}", Ct)).Body!["items"]!.AsArray());

        // A key is its owner's: a colleague with the same one makes another draft.
        Assert.NotEqual(answers[0].Id, (await applicant.Signatory.Post("/api/requests", Drafts.Complete("Once"), Ct, key: key)).Must(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task A_discarded_draft_is_empty_and_out_of_the_list()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var gone = (await applicant.Editor.Post($"/api/requests/{draft.Id}/discard", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("discarded", gone.RequestStatus);
        Assert.Null(gone.Body!["title"]);
        Assert.DoesNotContain("olena", (await applicant.Editor.Get($"/api/requests/{draft.Id}", Ct)).Text, StringComparison.Ordinal);
        Assert.Empty((await applicant.Editor.Get($"/api/requests?organisationId={applicant.Id}", Ct)).Body!["items"]!.AsArray());
        Assert.Empty((await applicant.Editor.Get("/api/requests?q=water", Ct)).Body!["items"]!.AsArray());
        Assert.Single((await applicant.Editor.Get("/api/requests?status=discarded", Ct)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_withdrawn_request_stays_readable_with_its_reason()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.Editor.Post($"{at}/withdraw", null, Ct, submitted.Revision)).Status);
        (await applicant.Signatory.Post($"{at}/withdraw", JsonNode.Parse("""{"reason":"Кошти знайшлися"}"""), Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var history = (await slice.Coordinator().Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal("Кошти знайшлися", history[^1]!["text"]!.GetValue<string>());
    }

    private static IEnumerable<string> Actions(Answer answer) => answer.Body!["actions"]!.AsArray().Select(a => a!.GetValue<string>());

    private static HistoryEntry Entry(JsonNode? e)
    {
        string? Text(string field) => e![field]?.GetValue<string>();
        return new HistoryEntry(e!["no"]!.GetValue<long>(), Text("verb")!, e["actorId"]!.GetValue<Guid>(), e["at"]!.GetValue<DateTimeOffset>(),
            Text("code"), Text("from"), Text("to"), Text("traceparent"), Text("textHash"), Text("previousHash")!, Text("hash")!);
    }
}
