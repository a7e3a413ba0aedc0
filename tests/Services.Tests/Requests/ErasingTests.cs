using System.Net;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Erasing;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Submitting;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Who is named in a request and is erased: their name, address and number go, the authority's words stay.</summary>
[Collection("requests")]
public sealed class ErasingTests(RequestsSlice slice)
{
    private const string Salt = "0123456789abcdef";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_contact_is_known_again_by_address_or_name_and_another_stays()
    {
        var content = RequestContent.Empty with { Background = "Олена Приклад просить", Contact = new Contact("Олена Приклад", "Заступниця", "olena@example.org", "+380", "uk"), Signatory = new Signatory("Андрій", "Голова") };
        var bare = EraseContact.Decide(content, Traces("OLENA@example.org", "хтось"))!;
        Assert.Equal(new Contact(null, "Заступниця", null, null, "uk"), bare.Contact);
        Assert.Equal(("Андрій", content.Background), (bare.Signatory!.Name, bare.Background));
        Assert.Null(EraseContact.Decide(bare, Traces("OLENA@example.org", "хтось")));
        Assert.Equal(new Signatory(null, "Голова"), EraseContact.Decide(content, Traces("x@example.org", "Андрій"))!.Signatory);
        Assert.Null(EraseContact.Decide(content, Traces("other@example.org", "Інша")));
    }

    [Fact]
    public async Task Drafts_submitted_requests_and_kept_copies_lose_the_person_and_accounts_is_answered()
    {
        var applicant = slice.Applicant();
        var email = $"contact-{Guid.CreateVersion7():n}@example.org";
        var draft = await applicant.Draft(Ct, Body(email));
        var submitted = await applicant.Submitted(Ct, Body(email));
        var other = await applicant.Submitted(Ct);
        var coordinator = slice.Coordinator();
        var taken = (await coordinator.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        (await coordinator.Post($"/api/requests/{submitted.Id}/return", Bodies.Of("return"), Ct, taken.Revision)).Must(HttpStatusCode.OK);

        var person = Guid.CreateVersion7();
        slice.Issuer.Erasures[person] = Traces(email, "Хтось") with { OrganisationIds = [applicant.Id] };
        for (var i = 0; i < 2; i++) await ActivatorUtilities.CreateInstance<WhenPersonErased>(slice.Services).Handle(new PersonErased(person, 5, DateTimeOffset.UtcNow), Ct);

        foreach (var request in (Answer[])[draft, submitted])
        {
            var read = (await applicant.Editor.Get($"/api/requests/{request.Id}", Ct)).Must(HttpStatusCode.OK);
            Assert.DoesNotContain(email, read.Text, StringComparison.Ordinal);
            Assert.Null(read.Body!["contact"]!["phone"]);
        }
        var copy = (await slice.Services.GetRequiredService<Store<SubmittedCopy>>().Find(SubmittedCopy.IdOf(submitted.Id, 1), Ct))!;
        Assert.Null(copy.Value.Content.Contact!.Email);
        Assert.NotNull((await applicant.Editor.Get($"/api/requests/{other.Id}", Ct)).Body!["contact"]!["email"]);
        Assert.NotNull(await slice.Services.GetRequiredService<Store<Alliance.Shared.Messaging.ErasedPerson>>().Find(person, Ct));
        Assert.Null(HistoryChain.Verify(submitted.Id, await slice.Services.GetRequiredService<Store<AssistanceRequest>>().History(submitted.Id, Ct)));
    }

    [Fact]
    public async Task What_was_said_of_an_experts_work_loses_its_words_and_keeps_its_scores_however_much_was_asked()
    {
        await using var own = new RequestsSlice("requests-erasing");
        await own.InitializeAsync();
        var (requests, evaluations) = (own.Services.GetRequiredService<Store<AssistanceRequest>>(), own.Services.GetRequiredService<Store<Evaluation>>());
        var applicant = own.Applicant();
        var (id, person, assignment, at) = ((await applicant.Submitted(Ct)).Id, Guid.CreateVersion7(), Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        var read = (await requests.Find(id, Ct))!;
        await requests.Save(read, read.Value with { Staffing = [new StaffedPlace(assignment, read.Value.Content.Needs[0].Id!.Value, "completed", 7, person)] }, Guid.Empty, [], Ct);
        var said = new EvaluationAnswer(new Dictionary<string, int> { ["relevance"] = 4 }, "y", "Snorkelplan", true, "Snorkelmore", null, false);
        Evaluation Of(string respondent, DateTimeOffset asked) => new()
        {
            RequestId = id, Reference = "REQ-2026-000001", OrganisationId = applicant.Id, Stage = Evaluation.Completion, Respondent = respondent, Status = EvaluationStatus.Given, AskedAt = asked, Answer = said
        };
        foreach (var respondent in (string[])[Evaluation.Applicant, Evaluation.Expert])
            await evaluations.Create(Evaluation.IdOf(id, assignment, Evaluation.Completion, respondent), Of(respondent, at.AddDays(-9)) with { AssignmentId = assignment }, Guid.Empty, [], Ct);
        // Asked later, and more than a page of a list.
        for (var i = 0; i < 101; i++) await evaluations.Create(Guid.CreateVersion7(), Of(Evaluation.Coordinator, at) with { Answer = null }, Guid.Empty, [], Ct);

        own.Issuer.Erasures[person] = Traces("nobody@example.org", "Ніхто");
        await ActivatorUtilities.CreateInstance<WhenPersonErased>(own.Services).Handle(new PersonErased(person, 5, at), Ct);
        foreach (var respondent in (string[])[Evaluation.Applicant, Evaluation.Expert])
        {
            var bare = (await evaluations.Find(Evaluation.IdOf(id, assignment, Evaluation.Completion, respondent), Ct))!.Value.Answer!;
            Assert.Equal((null, null, 4), (bare.UseWhat, bare.NeedsWhat, bare.Scores["relevance"]));
        }
        // Nor in the write-ahead log, though no request named the person.
        foreach (var file in Directory.GetFiles(Path.Combine(own.Folder, "data"), "*.db*").Where(file => !file.EndsWith(".lease", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await open.CopyToAsync(copy, Ct);
            Assert.True(copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf("Snorkel"u8) < 0, file);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Body(string email)
    {
        var body = Drafts.Complete();
        body["contact"]!["email"] = email;
        return body;
    }

    private static ErasedTraces Traces(string email, string name) => new(Salt, ErasedTraces.HashOf(Salt, email), ErasedTraces.HashOf(Salt, name), []);
}
