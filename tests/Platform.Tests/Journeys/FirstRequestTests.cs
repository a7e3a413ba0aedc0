using System.Net;
using System.Text.Json.Nodes;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MimeKit;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>One request through every room of the house: gateway, requests, broker, notifications, mail.</summary>
[Collection<WholePlatform>]
public sealed class FirstRequestTests(JourneyPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_drafted_submitted_returned_submitted_again_and_rejected_and_everybody_is_told_once_in_their_language()
    {
        using var editor = platform.As("Oksana Lysenko");      // uk
        using var signatory = platform.As("Andrii Melnyk");    // uk
        using var owner = platform.As("Thomas Keller");        // en
        using var colleague = platform.As("Sofia Marinova");   // bg
        using var neighbour = platform.As("Dmytro Kravets");

        var draft = (await editor.Post("/api/requests", Drafts.Complete("Втрати води"), Ct, idempotencyKey: Guid.NewGuid().ToString())).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{draft.Id}";
        Assert.Equal("draft", draft.RequestStatus);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.Post($"{at}/submit", null, Ct, draft.Revision)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get(at, Ct)).Status);

        var submitted = (await signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        Assert.Matches(@"^REQ-\d{4}-\d{6}$", submitted.Body!["reference"]!.GetValue<string>());
        var again = (await signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(submitted.Revision, again.Revision);

        var taken = (await owner.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var returned = (await owner.Post($"{at}/return", JsonNode.Parse("""{"comments":[{"field":"summary","text":"How much water is lost?"}]}"""), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("changesRequested", returned.RequestStatus);
        var changed = (await editor.Put(at, Drafts.Complete("Втрати води").With("summary", "Сорок відсотків"), returned.Revision, Ct)).Must(HttpStatusCode.OK);
        var resubmitted = (await signatory.Post($"{at}/submit", null, Ct, changed.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(submitted.Body["reference"]!.GetValue<string>(), resubmitted.Body!["reference"]!.GetValue<string>());
        var takenAgain = (await owner.Post($"{at}/take", null, Ct, resubmitted.Revision)).Must(HttpStatusCode.OK);
        var rejected = (await owner.Post($"{at}/reject", JsonNode.Parse("""{"code":"outside-mandate","text":"Ask the water programme."}"""), Ct, takenAgain.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("rejected", rejected.RequestStatus);

        await IsTold(signatory, draft.Id, "receipt", "taken", "returned", "receipt", "taken", "rejected");
        await IsTold(editor, draft.Id, "taken", "returned", "taken", "rejected");
        await IsTold(owner, draft.Id, "submitted", "resubmitted");
        await IsTold(colleague, draft.Id, "submitted");
        await IsTold(neighbour, draft.Id);

        await IsMailed("andrii.melnyk@example.org", "uk", draft.Id, "receipt", "returned", "receipt", "rejected");
        await IsMailed("oksana.lysenko@example.org", "uk", draft.Id, "returned", "rejected");
        await IsMailed("thomas.keller@example.org", "en", draft.Id, "resubmitted");
        await IsMailed("sofia.marinova@example.org", "bg", draft.Id);

        var history = (await editor.Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(["draft", "submit", "take", "return", "submit", "take", "reject"], history.Select(e => e!["verb"]!.GetValue<string>()));
        Assert.Equal(["draft", "submitted", "inReview", "changesRequested", "submitted", "inReview", "rejected"], history.Select(e => e!["to"]!.GetValue<string>()));
        Assert.Null(HistoryChain.Verify(draft.Id, [.. history.Select(Entry)]));
        var forged = history.Select(Entry).ToArray();
        forged[6] = forged[6] with { Code = "no-funding" };
        Assert.Equal(7, HistoryChain.Verify(draft.Id, forged));
    }

    [Fact]
    public async Task One_trace_runs_from_the_call_through_the_broker_to_the_sent_mail()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete("Trace"), Ct)).Must(HttpStatusCode.Created);
        var submitted = (await signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var trace = submitted.TraceId!;
        output.WriteLine($"trace {trace}");

        var mail = Assert.Single(await Wait.Until(_ => platform.MailsAbout(draft.Id), mails => mails.Count == 1, Ct));
        Assert.Equal(trace, mail.Headers["X-Alliance-Trace"]);
        var history = (await signatory.Get($"/api/requests/{draft.Id}/history", Ct)).Body!["items"]!.AsArray();
        Assert.Contains(trace, history[1]!["traceparent"]!.GetValue<string>(), StringComparison.Ordinal);
        // The logs of every process that had a part in it name the same trace.
        foreach (var (process, line) in new[] { ("gateway", "\"Status\":200"), ("requests", "/submit"), ("notifications", "Told: request"), ("notifications", "Mail ") })
        {
            await Wait.Until(() => File.ReadLines(platform.Platform.State.Log(process)).Any(l => l.Contains(trace, StringComparison.Ordinal) && l.Contains(line, StringComparison.Ordinal)), Ct,
                what: $"{process} logs '{line}' in trace {trace}");
        }
        var delivery = await Wait.Until(async ct => (await signatory.Get("/api/deliveries", ct)).Body!["items"]!.AsArray()
            .FirstOrDefault(d => d!["traceId"]?.GetValue<string>() == trace && d["state"]!.GetValue<string>() == "sent"), d => d is not null, Ct);
        Assert.Equal("receipt", delivery!["event"]!.GetValue<string>());
    }

    [Fact]
    public async Task Data_and_inboxes_survive_a_restart_of_every_process()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var draft = (await signatory.Post("/api/requests", Drafts.Complete("Restart"), Ct)).Must(HttpStatusCode.Created);
        var submitted = (await signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        foreach (var process in platform.Platform.Processes) await process.Kill();
        await platform.Platform.WaitReady(Ct);

        var read = await Wait.Until(ct => signatory.Get($"/api/requests/{draft.Id}", ct), answer => answer.Status == HttpStatusCode.OK, Ct);
        Assert.Equal(submitted.Revision, read.Revision);
        await IsTold(signatory, draft.Id, "receipt");
    }

    private static async Task IsTold(PlatformClient person, Guid about, params string[] events)
    {
        // Exactly these: what comes twice would show as one more.
        var expected = events.Order(StringComparer.Ordinal).ToArray();
        await Wait.Until(async ct => (await person.Get("/api/inbox?limit=100", ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
                .Where(n => n!["subject"]!["id"]!.GetValue<Guid>() == about).Select(n => n!["event"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToArray(),
            told => told.SequenceEqual(expected), Ct, what: $"told {string.Join(", ", expected)}");
    }

    private async Task IsMailed(string address, string language, Guid about, params string[] events)
    {
        var expected = events.Order(StringComparer.Ordinal).ToArray();
        var mails = await Wait.Until(async _ => (await platform.MailsAbout(about)).Where(m => m.To.Mailboxes.Single().Address == address).ToArray(),
            mails => mails.Select(EventOf).Order(StringComparer.Ordinal).SequenceEqual(expected), Ct, what: $"{address} has mails {string.Join(", ", expected)}");
        Assert.All(mails, mail => Assert.Equal(language, mail.Body!.Headers[HeaderId.ContentLanguage]));
        Assert.Equal(mails.Length, mails.Select(m => m.MessageId).Distinct().Count());
    }

    private static string EventOf(MimeMessage mail) => mail.Headers["X-Alliance-Event"]!.Split('/')[^1];

    private static HistoryEntry Entry(JsonNode? e)
    {
        string? Text(string field) => e![field]?.GetValue<string>();
        return new HistoryEntry(e!["no"]!.GetValue<long>(), Text("verb")!, e["actorId"]!.GetValue<Guid>(), e["at"]!.GetValue<DateTimeOffset>(),
            Text("code"), Text("from"), Text("to"), Text("traceparent"), Text("textHash"), Text("previousHash")!, Text("hash")!);
    }
}
