using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Local;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MimeKit;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>
/// An expert whose every word is unmistakable is erased in the middle of an assignment. Then nothing of it is found: in no store, index or write-ahead log, nowhere on
/// the broker's disk, in no log, in no later mail and on no route; the work's days and outcome are there, and its history verifies.
/// </summary>
[Collection<WholePlatform>]
public sealed class ErasedPersonTests(JourneyPlatform platform)
{
    private const string Name = "Quillonda Zephyrbottom", Email = "quillonda.zephyrbottom@example.org", Phone = "+380997773131";
    private static readonly Guid Ruse = Guid.Parse("01990000-0000-7000-8000-000000001006");

    private static readonly string[] Words =
        ["Quillonda", "quillonda", "Zephyrbottom", "zephyrbottom", "997773131", "Zymurgist", "zymurgist", "Gribblestone", "gribblestone", "snorkelwax", "Flibbertax", "Wobbleford", "Snickerbeam"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_an_erased_expert_is_found_anywhere_and_the_history_still_verifies()
    {
        using var administrator = new PlatformClient(platform.Platform.Address, await SignInByHand.AccessToken(platform, platform.People.Find("Marta Nowak").Email));
        using var coordinator = platform.As("Thomas Keller");
        var (personId, client) = await Added(administrator);
        using var expert = client;
        var (request, assignment, profile) = await AtWork(personId, expert, coordinator);
        await Wait.Until(async _ => await platform.MailsAbout(assignment), mails => mails.Any(m => m.To.Mailboxes.Any(to => to.Address == Email)), Ct, what: "a mail to the expert");
        Assert.NotEmpty(await Where(Words));
        var before = Directory.GetFiles(platform.Platform.State.Mail).ToHashSet();

        var known = (await administrator.Get($"/api/organisations/{Ruse}/people/{personId}", Ct)).Must(HttpStatusCode.OK);
        (await administrator.Post($"/api/people/{personId}/erase", null, Ct, known.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.Get("/api/inbox", Ct)).Status);
        await Wait.Until(stop => administrator.Get("/api/erasures?limit=100", stop), list => list.Body!["items"]!.AsArray().Any(e =>
            e!["personId"]!.GetValue<Guid>() == personId && e["waiting"]!.AsArray().Count == 0), Ct, what: "every service is done");

        // What stays: days, place, outcome; and whose turn it is.
        var ended = (await coordinator.Get($"/api/assignments/{assignment}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("endedEarly", personId, 3), (ended.RequestStatus, ended.Body!["personId"]!.GetValue<Guid>(), ended.Body["personDays"]!.GetValue<int>()));
        Assert.NotNull(ended.Body["period"]);
        Assert.Equal("erased", (await coordinator.Get($"/api/experts/{profile}", Ct)).Must(HttpStatusCode.OK).RequestStatus);
        var told = await Wait.Until(stop => coordinator.Get("/api/inbox", stop), inbox => inbox.Body!["items"]!.AsArray().Any(i => i!["event"]!.GetValue<string>() == "expertGone"), Ct);

        foreach (var (document, path) in ((Guid, string)[])[(assignment, $"/api/assignments/{assignment}/history"), (profile, $"/api/experts/{profile}/history"), (request, $"/api/requests/{request}/history")])
        {
            var history = (await coordinator.Get(path, Ct)).Must(HttpStatusCode.OK);
            Assert.All(Words, word => Assert.DoesNotContain(word, history.Text, StringComparison.Ordinal));
            Assert.Null(HistoryChain.Verify(document, [.. history.Body!["items"]!.AsArray().Select(e => Entry(e!))]));
        }
        foreach (var text in (string[])[ended.Text, told.Text, (await coordinator.Get($"/api/requests/{request}", Ct)).Text]) Assert.All(Words, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));

        var mails = await Wait.Until(async _ => await platform.MailsAbout(assignment), all => all.Any(m => m.Headers["X-Alliance-Event"]!.EndsWith("/expertGone", StringComparison.Ordinal)), Ct);
        Assert.DoesNotContain(mails, m => m.Headers["X-Alliance-Event"]!.EndsWith("/endedEarly", StringComparison.Ordinal));
        foreach (var later in Directory.GetFiles(platform.Platform.State.Mail).Except(before))
        {
            using var mail = await MimeMessage.LoadAsync(later, Ct);
            Assert.All(Words, word => Assert.DoesNotContain(word, mail.ToString(), StringComparison.Ordinal));
        }
        Assert.Empty(await Where(Words));
    }

    private async Task<(Guid Id, PlatformClient Client)> Added(PlatformClient administrator)
    {
        var added = (await administrator.Post($"/api/organisations/{Ruse}/people", new JsonObject { ["name"] = Name, ["email"] = Email, ["language"] = "en", ["roles"] = new JsonArray("expert") }, Ct)).Must(HttpStatusCode.Created);
        var id = $"program-{added.Id:n}";
        var program = (await administrator.Post("/api/clients", new JsonObject { ["clientId"] = id, ["name"] = $"Program of {Name}", ["actsFor"] = added.Id.ToString() }, Ct)).Must(HttpStatusCode.Created);
        return (added.Id, new PlatformClient(platform.Platform.Address, await PrintToken.Get(platform.Platform.Address, id, program.Body!["secret"]!.GetValue<string>(), Ct)));
    }

    /// <summary>At work, with a report that was handed in and returned; and the contact of the very request it is for.</summary>
    private async Task<(Guid Request, Guid Assignment, Guid Profile)> AtWork(Guid person, PlatformClient expert, PlatformClient coordinator)
    {
        using var editor = platform.As("Oksana Lysenko");
        using var signatory = platform.As("Andrii Melnyk");
        var body = Drafts.Complete("Erasing");
        body["contact"] = new JsonObject { ["name"] = Name, ["role"] = "Adviser", ["email"] = Email.ToUpperInvariant(), ["phone"] = Phone, ["language"] = "en" };
        var draft = (await editor.Post("/api/requests", body, Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{draft.Id}";
        var taken = await Do(coordinator, $"{at}/take", null, await Do(signatory, $"{at}/submit", null, draft));
        var criteria = new JsonArray([.. ((string[])["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"]).Select(code => new JsonObject { ["code"] = code, ["score"] = 4 })]);
        var approved = await Do(coordinator, $"{at}/approve", new JsonObject { ["criteria"] = criteria, ["text"] = "Useful.", ["conflictOfInterest"] = false }, taken);
        var open = await Do(coordinator, $"{at}/open", null, approved);

        var profile = (await expert.Post("/api/experts", JsonNode.Parse($$"""
            { "country": "BG", "employer": { "organisationId": "{{Ruse}}", "position": "Zymurgist of Wobbleford", "publicOfficial": false }, "certificates": [{ "name": "Gribblestone diploma", "issuer": "Wobbleford" }],
              "competences": [{ "code": "water-supply", "level": 3, "years": 8 }], "languages": [{ "code": "en", "level": "C1" }], "availability": { "travel": "to-ukraine" } }
            """), Ct)).Must(HttpStatusCode.Created);
        await Do(coordinator, $"/api/experts/{profile.Id}/verify", null, await Do(expert, $"/api/experts/{profile.Id}/submit", null, profile));

        // Offered besides by the organisation, which is declined: once experts has heard of the request.
        using var administrator = platform.As("Мария Димитрова");
        var offer = new JsonObject { ["requestId"] = draft.Id, ["needId"] = open.Body!["needs"]![0]!["id"]!.GetValue<string>(), ["personId"] = person, ["text"] = "Our Snickerbeam" };
        var offered = await Wait.Until(stop => administrator.Post("/api/offers", offer.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, Ct);
        await Do(coordinator, $"/api/offers/{offered.Id}/decline", new JsonObject { ["code"] = "does-not-fit", ["text"] = "No Snickerbeam, please." }, offered);

        var proposal = new JsonObject { ["requestId"] = draft.Id, ["needId"] = open.Body!["needs"]![0]!["id"]!.GetValue<string>(), ["expertId"] = profile.Id, ["reason"] = "Zymurgist from Wobbleford" };
        var proposed = await Wait.Until(stop => coordinator.Post("/api/assignments", proposal.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, Ct);
        var of = $"/api/assignments/{proposed.Id}";
        var accepted = await Do(expert, $"{of}/accept", new JsonObject { ["conflictOfInterest"] = new JsonObject { ["declared"] = false, ["text"] = "Flibbertax" } }, await Do(coordinator, $"{of}/invite", null, proposed));
        var started = await Do(expert, $"{of}/start", null, await Do(signatory, $"{of}/confirm", new JsonObject(), accepted));
        var reported = await Do(expert, $"{of}/report", new JsonObject { ["text"] = "The snorkelwax was recalibrated.", ["outputs"] = new JsonArray("Gribblestone handbook") }, started);
        await Do(signatory, $"{of}/return-report", new JsonObject { ["reason"] = "Say more of the snorkelwax." }, reported);
        return (draft.Id, proposed.Id, profile.Id);
    }

    private static async Task<Answer> Do(PlatformClient who, string path, JsonObject? body, Answer read) => (await who.Post(path, body, Ct, read.Revision)).Must(HttpStatusCode.OK);

    private static HistoryEntry Entry(JsonNode e) => new(
        e["no"]!.GetValue<long>(), Text(e, "verb")!, e["actorId"]!.GetValue<Guid>(), e["at"]!.GetValue<DateTimeOffset>(), Text(e, "code"), Text(e, "from"), Text(e, "to"), Text(e, "traceparent"),
        Text(e, "textHash"), Text(e, "previousHash")!, Text(e, "hash")!);

    private static string? Text(JsonNode node, string field) => node[field]?.GetValue<string>();

    /// <summary>Every file, and on MongoDB every document, of the platform that holds one of the words, but for mails, which are their readers'.</summary>
    private async Task<IReadOnlyList<string>> Where(string[] words)
    {
        var (state, found, looked) = (platform.Platform.State, new List<string>(), 0);
        foreach (var file in Directory.EnumerateFiles(state.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (file.StartsWith(state.Mail + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.GetFileName(file) == "lock" || file.EndsWith(".lease", StringComparison.Ordinal)) continue;
            try
            {
                await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var copy = new MemoryStream();
                await open.CopyToAsync(copy, Ct);
                looked++;
                var content = copy.GetBuffer().AsMemory(0, (int)copy.Length);
                found.AddRange(words.Where(word => content.Span.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0).Select(word => $"{word} in {Path.GetRelativePath(state.Path, file)}"));
            }
            catch (FileNotFoundException)
            {
                // The broker tidied up.
            }
        }
        Assert.True(looked > 10, $"Only {looked} files were looked through.");
        return Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } url ? [.. found, .. await InDocuments(new MongoClient(url).GetDatabase(platform.MongoDatabase), words)] : found;
    }

    private static async Task<IReadOnlyList<string>> InDocuments(IMongoDatabase database, string[] words)
    {
        var (found, looked) = (new List<string>(), 0);
        foreach (var collection in await (await database.ListCollectionNamesAsync(cancellationToken: Ct)).ToListAsync(Ct))
        {
            foreach (var document in await database.GetCollection<BsonDocument>(collection).Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Ct))
            {
                looked++;
                var text = document.ToJson();
                found.AddRange(words.Where(word => text.Contains(word, StringComparison.Ordinal)).Select(word => $"{word} in {collection} {document["_id"]}"));
            }
        }
        Assert.True(looked > 10, $"Only {looked} documents were looked through.");
        return found;
    }
}
