using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A message about a request reaches the other side: by broker, inbox and mail.</summary>
[Collection<WholePlatform>]
public sealed class ToldOfMessagesTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_side_is_told_once_of_what_the_other_wrote_and_nobody_of_an_own_message()
    {
        using var editor = platform.As("Oksana Lysenko");
        using var signatory = platform.As("Andrii Melnyk");
        using var owner = platform.As("Thomas Keller");
        var draft = (await editor.Post("/api/requests", Drafts.Complete("Листування"), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{draft.Id}";
        var submitted = (await signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        (await owner.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);

        (await owner.Post($"{at}/messages", new JsonObject { ["text"] = "How many people?" }, Ct, idempotencyKey: "once")).Must(HttpStatusCode.Created);
        (await owner.Post($"{at}/messages", new JsonObject { ["text"] = "How many people?" }, Ct, idempotencyKey: "once")).Must(HttpStatusCode.Created);
        await IsTold(editor, draft.Id, 1);
        await IsTold(signatory, draft.Id, 1);
        await IsTold(owner, draft.Id, 0);
        (await editor.Post($"{at}/messages", new JsonObject { ["text"] = "Четверо." }, Ct)).Must(HttpStatusCode.Created);
        await IsTold(owner, draft.Id, 1);
        await IsTold(signatory, draft.Id, 1);
        await IsTold(editor, draft.Id, 1);
        var mails = await Wait.Until(async _ => (await platform.MailsAbout(draft.Id)).Where(m => m.Headers["X-Alliance-Event"]!.Contains("message", StringComparison.Ordinal)).ToList(), found => found.Count >= 3, Ct);
        Assert.Equal(
            ["andrii.melnyk@example.org", "oksana.lysenko@example.org", "thomas.keller@example.org"], mails.Select(m => m.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain("How many people?", mail.TextBody, StringComparison.Ordinal));
    }

    private static Task<int> IsTold(PlatformClient person, Guid request, int times) => Wait.Until(
        async ct => (await person.Get("/api/inbox?limit=100", ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
            .Count(n => n!["event"]!.GetValue<string>() == "message" && n["subject"]!["id"]!.GetValue<Guid>() == request),
        count => count == times, Ct);
}
