using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>
/// What time does to a request when people do nothing, on the real processes: each is told as the table says, and the history says it was the system.
/// On a platform of its own beside the journeys': most of it is waiting.
/// </summary>
public sealed class TimeTravelTests(TimeTravelPlatform platform) : IClassFixture<TimeTravelPlatform>
{
    private const string Applicant = "Dmytro Kravets", Owner = "Thomas Keller", Lead = "Iryna Shevchuk", Consulted = "Мария Димитрова", TheExpert = "Георги Иванов";
    private const string ApplicantMail = "dmytro.kravets@example.org", OwnerMail = "thomas.keller@example.org", LeadMail = "iryna.shevchuk@example.org";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_answers_and_the_office_is_reminded_before_and_after_the_target()
    {
        var request = await Submitted("Nobody answers");
        await Verbs(request, "draft", "submit", "due-soon", "overdue");
        await Told(Lead, request, "dueSoon", "overdue", "submitted");
        await Told(Owner, request, "dueSoon", "submitted");
        await Told(Applicant, request, "receipt");
        await Mailed(LeadMail, request, "dueSoon", "overdue");
        await Mailed(OwnerMail, request, "dueSoon");
        using var applicant = platform.As(Applicant);
        using var owner = platform.As(Owner);
        var (theirs, ours) = ((await applicant.Get(At(request), Ct)).Body!, (await owner.Get(At(request), Ct)).Body!);
        Assert.Equal(theirs["dueAt"]!.ToJsonString(), ours["dueAt"]!.ToJsonString());
        Assert.Equal(theirs["clock"]!.ToJsonString(), ours["clock"]!.ToJsonString());
        var items = (await owner.Get("/api/today", Ct)).Body!["items"]!.AsArray();
        var due = items.Select(i => i!["dueAt"]?.GetValue<DateTimeOffset>() ?? DateTimeOffset.MaxValue).ToArray();
        Assert.Equal(due.Order(), due);
        Assert.True(items.Single(i => i!["requestId"]!.GetValue<Guid>() == request)!["dueAt"]!.GetValue<DateTimeOffset>() < DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Silence_after_a_return_is_reminded_of_twice_and_then_withdraws_it()
    {
        var request = await Submitted("Silence");
        await Do(Owner, request, "take");
        await Do(Owner, request, "return", """{"comments":[{"field":"summary","text":"How much?"}]}""");
        await Verbs(request, "draft", "submit", "take", "return", "remind", "remind", "withdraw");
        await Told(Applicant, request, "lapsed", "receipt", "reminded", "reminded", "returned", "taken");
        await Told(Owner, request, "lapsed", "submitted");
        await Mailed(ApplicantMail, request, "lapsed", "receipt", "reminded", "reminded", "returned");
        await Mailed(OwnerMail, request, "lapsed");
    }

    [Fact]
    public async Task A_consultation_that_nobody_answers_ends_without_objection()
    {
        var request = await Submitted("Consultation");
        await Do(Owner, request, "take");
        await Do(Owner, request, "consult", """{"organisations":["01990000-0000-7000-8000-000000001006"],"text":"Any objection?"}""");
        await Verbs(request, "draft", "submit", "take", "consult", "end-consultation");
        await Told(Consulted, request, "consulted");
        await Told(Owner, request, "consultationOver", "submitted");
    }

    [Fact]
    public async Task An_appeal_is_told_to_the_leads_and_the_former_owner_cannot_take_it()
    {
        var request = await Submitted("Appeal");
        await Do(Owner, request, "take");
        await Do(Owner, request, "reject", """{"code":"outside-mandate","text":"Ask the water programme."}""");
        await Do(Applicant, request, "appeal", """{"reason":"The water programme sent us here."}""");
        await Told(Lead, request, "appealed", "submitted");
        using var owner = platform.As(Owner);
        var read = await owner.Get(At(request), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await owner.Post($"{At(request)}/take", null, Ct, read.Revision)).Status);
        await Do(Lead, request, "take");
    }

    [Fact]
    public async Task After_the_end_the_owner_asks_what_became_of_it()
    {
        var request = await Submitted("Follow-up");
        await Open(request);
        await Do(Owner, request, "deliver", """{"reason":"Done by telephone."}""");
        await Verbs(request, "draft", "submit", "take", "approve", "open", "deliver", "close", "follow-up-due");
        await Wait.Until(_ => platform.MailedTo(OwnerMail, request), mails => mails.Count(e => e == "followUpDue") == 1, Ct, what: "the owner is mailed once");
        using var owner = platform.As(Owner);
        await Wait.Until(ct => owner.Get("/api/today", ct), today => Kinds(today, request).SequenceEqual(["follow-up"]), Ct, what: "it stands on the work list");
        await Do(Owner, request, "follow-up", """{"text":"The plan is being carried out."}""");
        Assert.Empty(Kinds(await owner.Get("/api/today", Ct), request));
    }

    [Fact]
    public async Task An_invitation_that_nobody_answers_is_reminded_of_and_expires()
    {
        var request = await Submitted("Expiry");
        await Open(request);
        using var expert = platform.As(TheExpert);
        using var owner = platform.As(Owner);
        var profile = (await expert.Post("/api/experts", JsonNode.Parse("""
            { "country": "BG", "employer": { "organisationId": "01990000-0000-7000-8000-000000001006", "position": "Engineer", "publicOfficial": false },
              "competences": [{ "code": "water-supply", "level": 3, "years": 8 }], "languages": [{ "code": "en", "level": "C1" }], "availability": { "travel": "to-ukraine" } }
            """), Ct)).Must(HttpStatusCode.Created);
        var handedIn = (await expert.Post($"/api/experts/{profile.Id}/submit", null, Ct, profile.Revision)).Must(HttpStatusCode.OK);
        (await owner.Post($"/api/experts/{profile.Id}/verify", null, Ct, handedIn.Revision)).Must(HttpStatusCode.OK);
        var need = (await owner.Get(At(request), Ct)).Body!["needs"]![0]!["id"]!.GetValue<string>();
        var body = new JsonObject { ["requestId"] = request, ["needId"] = need, ["expertId"] = profile.Id };
        var proposed = await Wait.Until(ct => owner.Post("/api/assignments", body.DeepClone(), ct), answer => answer.Status == HttpStatusCode.Created, Ct);
        (await owner.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        await Wait.Until(ct => owner.Get($"/api/assignments/{proposed.Id}", ct), a => a.Body!["status"]!.GetValue<string>() == "expired", Ct, what: "the invitation expires");
        await Told(TheExpert, proposed.Id, "invited", "reminded");
        await Told(Owner, proposed.Id, "expired");
        await Mailed(OwnerMail, proposed.Id, "expired");
    }

    private static string At(Guid request) => $"/api/requests/{request}";

    private static IEnumerable<string> Kinds(Answer today, Guid request) =>
        today.Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Where(i => i!["requestId"]!.GetValue<Guid>() == request).Select(i => i!["kind"]!.GetValue<string>());

    private async Task<Guid> Submitted(string title)
    {
        using var applicant = platform.As(Applicant);
        var draft = (await applicant.Post("/api/requests", Drafts.Complete(title), Ct)).Must(HttpStatusCode.Created);
        (await applicant.Post($"{At(draft.Id)}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        return draft.Id;
    }

    private async Task Open(Guid request)
    {
        await Do(Owner, request, "take");
        var criteria = string.Join(',', ((string[])["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"]).Select(c => $$"""{"code":"{{c}}","score":4}"""));
        await Do(Owner, request, "approve", $$"""{"criteria":[{{criteria}}],"text":"Useful.","conflictOfInterest":false}""");
        await Do(Owner, request, "open");
    }

    private async Task Do(string who, Guid request, string verb, string? body = null)
    {
        using var person = platform.As(who);
        var read = (await person.Get(At(request), Ct)).Must(HttpStatusCode.OK);
        (await person.Post($"{At(request)}/{verb}", body is null ? null : JsonNode.Parse(body), Ct, read.Revision)).Must(HttpStatusCode.OK);
    }

    private async Task Verbs(Guid request, params string[] expected)
    {
        using var applicant = platform.As(Applicant);
        await Wait.Until(
            async ct => (await applicant.Get($"{At(request)}/history", ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(e => e!["verb"]!.GetValue<string>()).ToArray(),
            verbs => verbs.SequenceEqual(expected), Ct, TimeSpan.FromMinutes(3), what: $"it went {string.Join(", ", expected)}");
    }

    private async Task Told(string who, Guid about, params string[] expected)
    {
        using var person = platform.As(who);
        await Wait.Until(
            async ct => (await person.Get("/api/inbox?limit=100", ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
                .Where(n => n!["subject"]!["id"]!.GetValue<Guid>() == about).Select(n => n!["event"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToArray(),
            told => told.SequenceEqual(expected), Ct, what: $"{who} is told {string.Join(", ", expected)}");
    }

    private async Task Mailed(string address, Guid about, params string[] expected) =>
        await Wait.Until(async _ => await platform.MailedTo(address, about), mails => mails.SequenceEqual(expected), Ct, what: $"{address} has mails {string.Join(", ", expected)}");
}
