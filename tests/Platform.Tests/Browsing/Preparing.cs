using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alliance.Platform.Tests.Journeys;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>Makes what the pages show, through the routes any program calls.</summary>
internal sealed partial class Preparing(JourneyPlatform platform)
{
    public const string Editor = "Oksana Lysenko", Signatory = "Andrii Melnyk", Coordinator = "Thomas Keller", Administrator = "Marta Nowak", Observer = "Elena Petrova";
    public const string Bulgarian = "Георги Иванов", Austrian = "Anna Gruber", Waiting = "Jan Kowalczyk", OfOrganisation = "Мария Димитрова", Lead = "Iryna Shevchuk", Association = "Леся Гаврилюк";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Expertly = "expert", Receiving = "receiving-organisation";

    public async Task<Guid> Draft(string title, string visibility = "members", string kind = Expertly)
    {
        using var editor = platform.As(Editor);
        var form = Drafts.Complete(title).With("visibility", visibility);
        if (kind != Expertly) form = form.With("needs", JsonNode.Parse($$"""[{ "role": "Водоканал, який показує свою роботу", "kind": "{{kind}}", "topics": ["water-supply"], "languages": [{ "code": "en", "level": "B1" }], "quantity": 1, "personDays": 3, "must": true }]"""));
        return (await editor.Post("/api/requests", form, Ct, idempotencyKey: Guid.CreateVersion7().ToString())).Must(HttpStatusCode.Created).Id;
    }

    /// <summary>By the association, once the authority has named it and requests has heard so.</summary>
    public async Task<Guid> Written(string title)
    {
        var (authority, association) = (platform.People.Find(Signatory).Memberships[0].OrganisationId, platform.People.Find(Association).Memberships[0].OrganisationId);
        using var administrator = platform.As(Administrator);
        var read = (await administrator.Get($"/api/organisations/{authority}", Ct)).Must(HttpStatusCode.OK);
        (await administrator.Put($"/api/organisations/{authority}", read.Body!.DeepClone().AsObject().With("associationIds", new JsonArray(association)), read.Revision, Ct)).Must(HttpStatusCode.OK);
        using var writer = platform.As(Association);
        var form = Drafts.Complete(title).With("organisationId", authority.ToString());
        return (await Wait.Until(stop => writer.Post("/api/requests", form, stop), answer => answer.Status == HttpStatusCode.Created, Ct)).Id;
    }

    public async Task<Guid> Submitted(string title, string visibility = "members", string kind = Expertly)
    {
        var id = await Draft(title, visibility, kind);
        await Do(Signatory, "requests", id, "submit");
        return id;
    }

    public async Task<Guid> Taken(string title, string visibility = "members", string kind = Expertly)
    {
        var id = await Submitted(title, visibility, kind);
        await Do(Coordinator, "requests", id, "take");
        return id;
    }

    public async Task<Guid> Matching(string title, string visibility = "members", string kind = Expertly)
    {
        var id = await Taken(title, visibility, kind);
        var criteria = new JsonArray([.. Contracts.RequestCodes.Criteria.Select(code => (JsonNode)new JsonObject { ["code"] = code, ["score"] = 4 })]);
        await Do(Coordinator, "requests", id, "approve", new JsonObject { ["criteria"] = criteria, ["text"] = "Clear and small.", ["conflictOfInterest"] = false });
        await Do(Coordinator, "requests", id, "open");
        return id;
    }

    /// <summary>In review, an organisation having been asked for its opinion.</summary>
    public async Task<Guid> Consulted(string title, Guid organisation)
    {
        var id = await Taken(title);
        await Do(Coordinator, "requests", id, "consult", new JsonObject { ["organisations"] = new JsonArray(organisation), ["text"] = "Do you do something like this already?" });
        return id;
    }

    /// <summary>With a message from each side, a file and a translation.</summary>
    public async Task Exchanged(Guid request)
    {
        using var signatory = platform.As(Signatory);
        using var coordinator = platform.As(Coordinator);
        var at = $"/api/requests/{request}";
        (await signatory.Post($"{at}/messages", new JsonObject { ["text"] = "Коли чекати на відповідь?", ["language"] = "uk" }, Ct)).Must(HttpStatusCode.Created);
        (await coordinator.Post($"{at}/messages", new JsonObject { ["text"] = "On Friday.", ["language"] = "en" }, Ct)).Must(HttpStatusCode.Created);
        using var http = platform.ClientOf(Signatory);
        using var file = new ByteArrayContent(TestFiles.Pdf());
        file.Headers.ContentDisposition = new("attachment") { FileNameStar = "План робіт на весну.pdf" };
        using var attached = await http.PostAsync(new Uri($"{at}/attachments", UriKind.Relative), file, Ct);
        if (attached.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException($"Not attached: {attached.StatusCode}");
        var revision = (await coordinator.Get(at, Ct)).Must(HttpStatusCode.OK).Revision;
        var texts = new JsonObject { ["summary"] = new JsonObject { ["text"] = "Half of the water never arrives.", ["origin"] = "machine" } };
        (await coordinator.Put($"{at}/translations/en", texts, revision, Ct)).Must(HttpStatusCode.OK);
    }

    /// <summary>The profile of an expert; made when there is none.</summary>
    public async Task<Guid> Expert(string person, bool verified = true)
    {
        using var expert = platform.As(person);
        if ((await expert.Get("/api/experts?mine=true", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray() is [JsonObject known, ..]) return known["id"]!.GetValue<Guid>();
        var year = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var id = (await expert.Post("/api/experts", new JsonObject
        {
            ["country"] = "BG",
            ["competences"] = new JsonArray(new JsonObject { ["code"] = "water-supply", ["level"] = 4, ["years"] = 12 }),
            ["languages"] = new JsonArray(new JsonObject { ["code"] = "en", ["level"] = "C1" }, new JsonObject { ["code"] = "uk", ["level"] = "B1" }),
            ["certificates"] = new JsonArray(new JsonObject { ["name"] = "Оператор на помпени станции" }),
            ["availability"] = new JsonObject
            {
                ["modes"] = new JsonArray("online", "onsite", "hybrid"), ["travel"] = "to-ukraine", ["maxDaysPerYear"] = 60, ["noticeDays"] = 0,
                ["windows"] = new JsonArray(new JsonObject { ["from"] = year.ToString("yyyy-MM-dd", null), ["to"] = year.AddYears(1).ToString("yyyy-MM-dd", null) }),
            },
        }, Ct, idempotencyKey: Guid.CreateVersion7().ToString())).Must(HttpStatusCode.Created).Id;
        await Do(person, "experts", id, "submit");
        if (verified) await Do(Coordinator, "experts", id, "verify");
        return id;
    }

    /// <summary>Invited to the only need of a request in matching.</summary>
    public async Task<Guid> Invited(Guid request, string person)
    {
        var expertId = await Expert(person);
        using var coordinator = platform.As(Coordinator);
        var need = (await coordinator.Get($"/api/requests/{request}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["id"]!.GetValue<string>();
        await Known(request, need, expertId);
        var proposed = await coordinator.Post("/api/assignments", new JsonObject { ["requestId"] = request, ["needId"] = need, ["expertId"] = expertId }, Ct, idempotencyKey: Guid.CreateVersion7().ToString());
        var id = proposed.Must(HttpStatusCode.Created).Id;
        await Do(Coordinator, "assignments", id, "invite");
        return id;
    }

    /// <summary>A visit in matching, which the organisation of <see cref="OfOrganisation"/> was asked to receive.</summary>
    public async Task<(Guid Request, Guid Assignment)> Asked(string title, Guid organisation)
    {
        var request = await Matching(title, kind: Receiving);
        using var coordinator = platform.As(Coordinator);
        var need = (await coordinator.Get($"/api/requests/{request}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["id"]!.GetValue<string>();
        await Known(request, need, organisation);
        var proposed = await coordinator.Post("/api/assignments", new JsonObject { ["requestId"] = request, ["needId"] = need, ["expertId"] = organisation }, Ct, idempotencyKey: Guid.CreateVersion7().ToString());
        var id = proposed.Must(HttpStatusCode.Created).Id;
        await Do(Coordinator, "assignments", id, "invite");
        return (request, id);
    }

    /// <summary>Terms of reference, which both sides are to agree to.</summary>
    public async Task Terms(Guid assignment)
    {
        using var coordinator = platform.As(Coordinator);
        var read = (await coordinator.Get($"/api/assignments/{assignment}", Ct)).Must(HttpStatusCode.OK);
        (await coordinator.Put($"/api/assignments/{assignment}/terms", new JsonObject { ["text"] = "Огляд мереж, чотири дні; звіт із графіком.", ["personDays"] = 4 }, read.Revision, Ct)).Must(HttpStatusCode.OK);
    }

    /// <summary>Help offered for the only need of a request; the need besides.</summary>
    public async Task<(Guid Assignment, string Need)> Interested(Guid request, string person)
    {
        var expertId = await Expert(person);
        using var coordinator = platform.As(Coordinator);
        var need = (await coordinator.Get($"/api/requests/{request}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["id"]!.GetValue<string>();
        await Known(request, need, expertId);
        using var expert = platform.As(person);
        var offer = new JsonObject { ["requestId"] = request, ["needId"] = need, ["conflictOfInterest"] = new JsonObject { ["declared"] = false } };
        return ((await expert.Post("/api/assignments", offer, Ct, idempotencyKey: Guid.CreateVersion7().ToString())).Must(HttpStatusCode.Created).Id, need);
    }

    /// <summary>A colleague, offered by the organisation of <see cref="OfOrganisation"/>.</summary>
    public async Task<string> Offered(Guid request, string need)
    {
        await Expert(Bulgarian);
        using var administrator = platform.As(OfOrganisation);
        var offer = new JsonObject { ["requestId"] = request, ["needId"] = need, ["personId"] = platform.People.Find(Bulgarian).Id, ["text"] = "Ние направихме това у дома." };
        return (await administrator.Post("/api/offers", offer, Ct, idempotencyKey: Guid.CreateVersion7().ToString())).Must(HttpStatusCode.Created).Id.ToString();
    }

    /// <summary>Until experts has heard of the request there is nothing to match.</summary>
    public async Task Known(Guid request, string need, Guid expertId)
    {
        using var coordinator = platform.As(Coordinator);
        await Wait.Until(
            ct => coordinator.Get($"/api/matches?request={request}&need={need}", ct),
            found => found.IsSuccess && found.Text.Contains(expertId.ToString(), StringComparison.Ordinal), Ct, what: "the expert is a candidate");
    }

    /// <summary>What the e-mail about an invitation leads to.</summary>
    public async Task<string> MailedLink(Guid assignment, string person)
    {
        var address = platform.People.Find(person).Email;
        var mail = await Wait.Until(
            async _ => (await platform.MailsAbout(assignment)).FirstOrDefault(m => m.To.Mailboxes.Single().Address == address), found => found is not null, Ct, what: $"{person} is mailed");
        return Link().Match(mail!.TextBody ?? "").Value;
    }

    public async Task<Guid> RequestOf(Guid assignment)
    {
        using var coordinator = platform.As(Coordinator);
        return (await coordinator.Get($"/api/assignments/{assignment}", Ct)).Must(HttpStatusCode.OK).Body!["requestId"]!.GetValue<Guid>();
    }

    /// <summary>What is asked about a request that is delivered: respondent and id.</summary>
    public async Task<IEnumerable<(string Respondent, string Id)>> Evaluations(Guid request)
    {
        using var coordinator = platform.As(Coordinator);
        var all = await Wait.Until(ct => coordinator.Get($"/api/requests/{request}/evaluations", ct), list => list.Body!["items"]!.AsArray().Count == 4, Ct, what: "evaluations are asked");
        return all.Body!["items"]!.AsArray().Select(one => (one!["respondent"]!.GetValue<string>(), one["id"]!.GetValue<string>()));
    }

    public async Task<string> ParticipantsLink(Guid request)
    {
        using var signatory = platform.As(Signatory);
        return (await signatory.Post($"/api/requests/{request}/evaluations/link", null, Ct)).Must(HttpStatusCode.OK).Body!["token"]!.GetValue<string>();
    }

    public Task<Answer> Accept(string person, Guid assignment) => Do(person, "assignments", assignment, "accept", new JsonObject { ["conflictOfInterest"] = new JsonObject { ["declared"] = false } });

    /// <summary>On the revision as it is now.</summary>
    public async Task<Answer> Do(string person, string kind, Guid id, string verb, JsonObject? body = null)
    {
        using var client = platform.As(person);
        var now = (await client.Get($"/api/{kind}/{id}", Ct)).Must(HttpStatusCode.OK);
        return (await client.Post($"/api/{kind}/{id}/{verb}", body ?? [], Ct, now.Revision)).Must(HttpStatusCode.OK);
    }

    [GeneratedRegex(@"http://localhost:\d+/\S+")]
    private static partial Regex Link();
}
