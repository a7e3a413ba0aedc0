using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>One thing the matrix calls on.</summary>
/// <param name="ReadAt">Where <paramref name="ReadBy"/> sees its revision; null: it has none.</param>
internal sealed record Subject(string Id, string? PersonId = null, string? ReadAt = null, string ReadBy = "administrator", string? FileId = null);

/// <summary>
/// What is there to call on. Mostly in an end state, where what is permitted is answered by 409 or 422 and changes nothing: who it is not for is told so first.
/// </summary>
internal sealed partial class Documents(PermissionPlatform platform)
{
    private readonly Dictionary<string, Subject> known = new()
    {
        ["-"] = new(""), ["topics"] = new("topics"), ["direct"] = new(""), ["gateway"] = new(""),
        ["leaving"] = new(Cast.Leaving.ToString(), ReadAt: $"/api/organisations/{Cast.Leaving}"),
        ["A"] = new(Cast.A.ToString(), ReadAt: $"/api/organisations/{Cast.A}"),
        ["ended"] = new(Cast.IdOf("ended").ToString(), ReadAt: $"/api/organisations/{Cast.A}/people/{Cast.IdOf("ended")}"),
        ["A-member"] = OfA("member"), ["A-leaver"] = OfA("leaver"), ["A-other-leaver"] = OfA("other-leaver"),
    };

    private string need = "", hostNeed = "", expert = "";

    public Subject this[string name] => known.TryGetValue(name, out var subject) ? subject : throw new InvalidOperationException($"permissions.csv names {name}, which Documents does not make.");

    public string PathOf(MatrixRow row)
    {
        var subject = this[row.Document];
        var path = row.Route.Replace("{id}", subject.Id, StringComparison.Ordinal).Replace("{personId}", subject.PersonId, StringComparison.Ordinal)
            .Replace("{fileId}", subject.FileId, StringComparison.Ordinal)
            .Replace("{evaluationId}", subject.PersonId, StringComparison.Ordinal)
            .Replace("{place}", "0", StringComparison.Ordinal)
            .Replace("{language}", "bg", StringComparison.Ordinal)
            .Replace("{name}", subject.Id, StringComparison.Ordinal).Replace("{code}", subject.Id, StringComparison.Ordinal);
        return row.Route == "/api/matches" ? $"{path}?request={subject.Id}&need={need}" : path;
    }

    public async Task<long> RevisionOf(MatrixRow row, CancellationToken ct) => row.Document switch
    {
        { } name when name.EndsWith("-evaluation", StringComparison.Ordinal) => 1,
        "program" => (await Programs(ct)).Single(p => p["id"]!.GetValue<string>() == this["program"].Id)["revision"]!.GetValue<long>(),
        "erased" => (await Get("administrator", "/api/erasures", ct)).Body!["items"]!.AsArray().Single(e => e!["personId"]!.GetValue<string>() == this["erased"].Id)!["revision"]!.GetValue<long>(),
        _ => this[row.Document].ReadAt is { } path ? (await Get(this[row.Document].ReadBy, path, ct)).Revision : 0
    };

    public async Task<JsonObject> BodyOf(MatrixRow row, CancellationToken ct) => (row.Method, row.Route, row.Document) switch
    {
        // Not in the European Union: whoever may ask is told so, and nothing comes of it.
        ("POST", "/api/assignments", "hosted-request") => new() { ["requestId"] = this["hosted-request"].Id, ["needId"] = hostNeed, ["expertId"] = Cast.B },
        ("POST", "/api/assignments", "open") => new() { ["requestId"] = this["open"].Id, ["needId"] = need, ["expertId"] = expert },
        // As it is: an organisation's own administrator may write only part of it.
        ("PUT", "/api/organisations/{id}", _) => (await Get("administrator", this[row.Document].ReadAt!, ct)).Body!.AsObject(),
        _ => []
    };

    public async Task Make(CancellationToken ct)
    {
        Request("draft", await Draft(new JsonObject { ["title"] = "Not complete" }, ct));
        Request("restricted", await Submitted("restricted", ct));
        Request("public", await Approved("public", ct));
        var attached = await Draft(new JsonObject { ["title"] = "With a file" }, ct);
        Request("attached", attached, await File(attached.Id, ct));
        var ended = await Opened(ct);
        var endedFile = await File(ended.Id, ct);
        var open = await Opened(ct);
        Request("open", open);
        need = NeedOf(open);
        expert = await Profiles(ct);
        await Assignment(ended, ct);
        await Offered(ct);
        await Hosted(ct);
        await Reported("reported", await Opened(ct), ct);
        await Evaluated(await Opened(ct), ct);
        Request("consulted", await Consulted(ct));
        var withdrawn = await Do("signatory", $"/api/requests/{ended.Id}/withdraw", new JsonObject { ["reason"] = "Так" }, $"/api/requests/{ended.Id}", ct);
        Request("request", withdrawn);
        Request("handed-in", withdrawn, endedFile);
        await Accounts(ct);
        var inbox = await Wait.Until(stop => Get("signatory", "/api/inbox", stop), page => page.Body!["items"]!.AsArray().Count > 0, ct);
        known["notice"] = new(inbox.Body!["items"]![0]!["id"]!.GetValue<string>());
    }

    private static Subject OfA(string name) =>
        new(Cast.A.ToString(), Cast.IdOf(name).ToString(), $"/api/organisations/{Cast.A}/people/{Cast.IdOf(name)}");

    private static string NeedOf(Answer request) => request.Body!["needs"]![0]!["id"]!.GetValue<string>();

    private void Request(string name, Answer request, string? file = null) =>
        known[name] = new(request.Id.ToString(), ReadAt: $"/api/requests/{request.Id}", ReadBy: "signatory", FileId: file);

    private static string FileOf(Answer profile) => profile.Body!["files"]![0]!["id"]!.GetValue<string>();

    private async Task<string> File(Guid request, CancellationToken ct) =>
        (await Upload("editor", $"/api/requests/{request}/attachments", "A text."u8.ToArray(), "a.txt", HttpStatusCode.Created, ct))["id"]!.GetValue<string>();

    private async Task<JsonNode> Upload(string who, string path, byte[] content, string name, HttpStatusCode expected, CancellationToken ct, long? revision = null)
    {
        using var http = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(platform.Platform.Address, path)) { Content = new ByteArrayContent(content) };
        call.Headers.Authorization = new("Bearer", platform.Token(who));
        if (revision is { } read) call.Headers.TryAddWithoutValidation("If-Match", $"\"{read}\"");
        call.Content.Headers.ContentDisposition = new("attachment") { FileName = name };
        using var answer = await http.SendAsync(call, ct);
        Assert.Equal(expected, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
    }

    private async Task<Answer> Draft(JsonObject body, CancellationToken ct)
    {
        using var editor = platform.As("editor");
        return (await editor.Post("/api/requests", body, ct)).Must(HttpStatusCode.Created);
    }

    private async Task<Answer> Submitted(string visibility, CancellationToken ct, JsonNode? needs = null)
    {
        var form = Drafts.Complete(visibility).With("visibility", visibility);
        var draft = await Draft(needs is null ? form : form.With("needs", needs), ct);
        return await Do("signatory", $"/api/requests/{draft.Id}/submit", null, $"/api/requests/{draft.Id}", ct);
    }

    /// <summary>B is asked.</summary>
    private async Task<Answer> Consulted(CancellationToken ct)
    {
        var at = $"/api/requests/{(await Submitted("participants", ct)).Id}";
        await Do("coordinator", $"{at}/take", null, at, ct);
        return await Do("coordinator", $"{at}/consult", new JsonObject { ["organisations"] = new JsonArray(Cast.B), ["text"] = "Do you object?" }, at, ct);
    }

    private async Task<Answer> Opened(CancellationToken ct, JsonNode? needs = null)
    {
        var at = $"/api/requests/{(await Approved("members", ct, needs)).Id}";
        return await Do("coordinator", $"{at}/open", null, at, ct);
    }

    private async Task<Answer> Approved(string visibility, CancellationToken ct, JsonNode? needs = null)
    {
        var at = $"/api/requests/{(await Submitted(visibility, ct, needs)).Id}";
        await Do("coordinator", $"{at}/take", null, at, ct);
        var criteria = new JsonArray([.. ((string[])["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"])
            .Select(code => new JsonObject { ["code"] = code, ["score"] = 4 })]);
        return await Do("coordinator", $"{at}/approve", new JsonObject { ["criteria"] = criteria, ["text"] = "Useful.", ["conflictOfInterest"] = false }, at, ct);
    }

    /// <summary>One Active, employed elsewhere; one to be verified, employed by A.</summary>
    private async Task<string> Profiles(CancellationToken ct)
    {
        var active = await Profile("expert", Cast.University, ct);
        await Do("coordinator", $"/api/experts/{active.Id}/verify", null, $"/api/experts/{active.Id}", ct);
        known["profile"] = new(active.Id.ToString(), ReadAt: $"/api/experts/{active.Id}", ReadBy: "expert", FileId: FileOf(active));
        var pending = await Profile("expert2", Cast.A, ct);
        known["pending"] = new(pending.Id.ToString(), ReadAt: $"/api/experts/{pending.Id}", ReadBy: "expert2", FileId: FileOf(pending));
        return active.Id.ToString();
    }

    private async Task<Answer> Profile(string who, Guid employer, CancellationToken ct)
    {
        using var person = platform.As(who);
        var draft = (await person.Post("/api/experts", JsonNode.Parse($$"""
            { "country": "BG", "employer": { "organisationId": "{{employer}}", "position": "Engineer", "publicOfficial": false },
              "competences": [{ "code": "water-supply", "level": 3, "years": 8 }], "languages": [{ "code": "en", "level": "C1" }], "certificates": [{ "name": "Pumps" }], "availability": { "travel": "to-ukraine" } }
            """), ct)).Must(HttpStatusCode.Created);
        await Upload(who, $"/api/experts/{draft.Id}/certificates/0/file", TestFiles.Good[0].Content, "a.pdf", HttpStatusCode.OK, ct, draft.Revision);
        return await Do(who, $"/api/experts/{draft.Id}/submit", null, $"/api/experts/{draft.Id}", ct);
    }

    /// <summary>Declined.</summary>
    private async Task Assignment(Answer request, CancellationToken ct)
    {
        using var coordinator = platform.As("coordinator");
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = NeedOf(request), ["expertId"] = expert };
        // Once experts has heard of the request.
        var proposed = await Wait.Until(stop => coordinator.Post("/api/assignments", body.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, ct);
        var at = $"/api/assignments/{proposed.Id}";
        await Do("coordinator", $"{at}/invite", null, at, ct);
        await Do("expert", $"{at}/decline", new JsonObject { ["code"] = "not-available" }, at, ct);
        known["assignment"] = new(proposed.Id.ToString(), ReadAt: at, ReadBy: "expert");
    }

    /// <summary>Waits for its completion, by the applicant or, late, by a coordinator.</summary>
    private async Task Reported(string name, Answer request, CancellationToken ct)
    {
        using var coordinator = platform.As("coordinator");
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = NeedOf(request), ["expertId"] = expert };
        var proposed = await Wait.Until(stop => coordinator.Post("/api/assignments", body.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, ct);
        var at = $"/api/assignments/{proposed.Id}";
        await Do("coordinator", $"{at}/invite", null, at, ct);
        await Do("expert", $"{at}/accept", new JsonObject { ["conflictOfInterest"] = new JsonObject { ["declared"] = false } }, at, ct);
        await Do("signatory", $"{at}/confirm", null, at, ct);
        await Do("expert", $"{at}/start", null, at, ct);
        await Do("expert", $"{at}/report", new JsonObject { ["text"] = "Done." }, at, ct);
        known[name] = new(proposed.Id.ToString(), ReadAt: at, ReadBy: "expert");
    }

    /// <summary>Completed, so that each is asked how it was.</summary>
    private async Task Evaluated(Answer request, CancellationToken ct)
    {
        await Reported("done", request, ct);
        await Do("signatory", $"/api/assignments/{this["done"].Id}/complete", null, this["done"].ReadAt!, ct);
        known["completed"] = this["done"];
        known["certificate"] = new(await Wait.Until(async stop =>
        {
            using var person = platform.As("expert");
            // A refusal has a code, too.
            var answer = await person.Get($"/api/assignments/{this["done"].Id}/certificate", stop);
            return answer.IsSuccess ? answer.Body!["code"]!.GetValue<string>() : "";
        }, code => code.Length > 0, ct));
        var all = await Wait.Until(stop => Get("coordinator", $"/api/requests/{request.Id}/evaluations", stop), list => list.Body!["items"]!.AsArray().Count == 4, ct);
        foreach (var one in all.Body!["items"]!.AsArray()) known[$"{one!["respondent"]}-evaluation"] = new(request.Id.ToString(), one["id"]!.GetValue<string>());
    }

    private async Task Accounts(CancellationToken ct)
    {
        using var administrator = platform.As("administrator");
        var left = (await administrator.Post("/api/organisations", JsonNode.Parse("""{ "legalName": "Gone", "type": "ngo", "country": "BE", "languages": ["en"], "status": "active" }"""), ct))
            .Must(HttpStatusCode.Created);
        var at = $"/api/organisations/{left.Id}";
        await Do("administrator", $"{at}/leave", null, at, ct);
        known["left"] = new(left.Id.ToString(), ReadAt: at);
        await Do("administrator", $"/api/people/{Cast.IdOf("ended")}/end", null, this["ended"].ReadAt!, ct);
        await Do("administrator", $"/api/people/{Cast.IdOf("erased")}/erase", null, $"/api/organisations/{Cast.A}/people/{Cast.IdOf("erased")}", ct);
        known["erased"] = new(Cast.IdOf("erased").ToString());
        var program = (await Programs(ct)).Single(p => p["actsFor"]!.GetValue<Guid>() == Cast.IdOf("member"));
        (await administrator.Post($"/api/clients/{program["id"]}/end", null, ct, program["revision"]!.GetValue<long>())).Must(HttpStatusCode.OK);
        known["program"] = new(program["id"]!.GetValue<string>());
    }

    private async Task<IEnumerable<JsonNode>> Programs(CancellationToken ct) =>
        (await Get("administrator", "/api/clients?limit=100", ct)).Body!["items"]!.AsArray().OfType<JsonNode>();

    private async Task<Answer> Get(string who, string path, CancellationToken ct)
    {
        using var client = platform.As(who);
        return (await client.Get(path, ct)).Must(HttpStatusCode.OK);
    }

    private async Task<Answer> Do(string who, string verb, JsonNode? body, string readAt, CancellationToken ct)
    {
        using var client = platform.As(who);
        // A message about its staffing may change a request between reading and writing.
        var answer = await Wait.Until(
            async stop => await client.Post(verb, body?.DeepClone(), stop, (await Get(who, readAt, stop)).Revision), done => done.Status != HttpStatusCode.PreconditionFailed, ct);
        return answer.Must(HttpStatusCode.OK);
    }
}
