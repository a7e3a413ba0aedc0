using System.Text.Json.Nodes;
using Alliance.Platform.Tests.Journeys;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>A document in each state that a page shows, and a browser for each person who looks; both stay as long as the class that looks.</summary>
public sealed class Scene(JourneyPlatform platform, Chromium chromium) : IAsyncLifetime
{
    private readonly Dictionary<string, string> documents = [];
    private readonly Dictionary<string, Visitor> visitors = [];

    public async ValueTask InitializeAsync()
    {
        var make = new Preparing(platform);
        var draft = await make.Draft("Облік води у селах громади");
        var submitted = await make.Submitted("Порада щодо тарифу на воду");
        var taken = await make.Taken("Відновлення насосної станції");
        await make.Exchanged(taken);
        var returned = await make.Taken("Якість води у школах");
        await make.Do(Preparing.Coordinator, "requests", returned, "return", JsonNode.Parse("""{"comments":[{"field":"title","text":"Which network?"},{"field":"needs[0].role","text":"Whom exactly?"}]}""")!.AsObject());
        var abroad = platform.People.Find(Preparing.OfOrganisation).Memberships[0].OrganisationId;
        var consulted = await make.Consulted("Енергоаудит лікарень", abroad);
        var objected = await make.Consulted("Енергоаудит шкіл", abroad);
        await make.Do(Preparing.OfOrganisation, "requests", objected, "answer", new JsonObject { ["objection"] = true, ["text"] = "Ние правим същото в три общини." });
        var rejected = await make.Taken("Ремонт мосту");
        await make.Do(Preparing.Coordinator, "requests", rejected, "reject", new JsonObject { ["code"] = "outside-mandate", ["text"] = "Building is not ours." });
        var matching = await make.Matching("Зменшення втрат води в мережі");
        var invited = await make.Invited(matching, Preparing.Bulgarian);
        var accepted = await make.Invited(matching, Preparing.Austrian);
        await make.Accept(Preparing.Austrian, accepted);
        var termed = await make.Invited(await make.Matching("Графік огляду мереж"), Preparing.Austrian);
        await make.Accept(Preparing.Austrian, termed);
        await make.Terms(termed);
        var asked = await make.Matching("Безбар’єрний центр послуг", "public");
        var (interested, askedNeed) = await make.Interested(asked, Preparing.Austrian);
        documents["public-need"] = askedNeed;
        documents["offer"] = await make.Offered(asked, askedNeed);
        var (study, hosting) = await make.Asked("Візит до водоканалу", abroad);
        var (_, hosted) = await make.Asked("Візит до лабораторії води", abroad);
        await make.Accept(Preparing.OfOrganisation, hosted);
        await make.Do(Preparing.Signatory, "assignments", hosted, "confirm");
        var active = await Working(make, "Навчання бригад водоканалу");
        var reporting = await Working(make, "Пошук прихованих витоків");
        await make.Do(Preparing.Bulgarian, "assignments", reporting, "report", new JsonObject { ["text"] = "Знайдено десять ділянок." });
        var done = await Working(make, "Звіт про стан мереж");
        await make.Do(Preparing.Bulgarian, "assignments", done, "report", new JsonObject { ["text"] = "Готово." });
        await make.Do(Preparing.Signatory, "assignments", done, "complete");
        var evaluated = await make.RequestOf(done);
        documents["delivered"] = evaluated.ToString();
        foreach (var (respondent, id) in await make.Evaluations(evaluated)) documents[respondent + "-evaluation"] = id;
        documents["participants"] = await make.ParticipantsLink(evaluated);
        documents["link"] = (await make.MailedLink(invited, Preparing.Bulgarian)).Split("t=")[^1].Split('&')[0];
        foreach (var (name, id) in new (string, Guid)[]
        {
            ("draft", draft), ("written", await make.Written("Прибирання снігу")), ("study", study), ("hosting", hosting), ("hosted", hosted), ("consulted", consulted), ("objected", objected), ("rejected", rejected), ("public", asked), ("termed", termed), ("interested", interested), ("submitted", submitted), ("taken", taken), ("returned", returned), ("matching", matching), ("invited", invited), ("accepted", accepted),
            ("active", active), ("done", done), ("reporting", reporting), ("profile", await make.Expert(Preparing.Bulgarian)), ("pending", await make.Expert(Preparing.Waiting, verified: false)),
            ("organisation", platform.People.Find(Preparing.Editor).Memberships[0].OrganisationId), ("person", platform.People.Find(Preparing.Editor).Id),
            ("abroad", abroad), ("lead", platform.People.Find(Preparing.Lead).Id), ("colleague", platform.People.Find(Preparing.Bulgarian).Id),
        }) documents[name] = id.ToString();
    }

    /// <summary><c>/requests/{draft}</c> with the id of the document of that name.</summary>
    public string Address(string template) => documents.Aggregate(template, (address, d) => address.Replace($"{{{d.Key}}}", d.Value, StringComparison.Ordinal));

    /// <summary>The browser of a person, signed in once; null = nobody's.</summary>
    public async Task<Visitor> Visitor(string? person)
    {
        if (visitors.TryGetValue(person ?? "", out var known)) return known;
        var visitor = visitors[person ?? ""] = await Browsing.Visitor.Come(chromium, platform.Platform.Address);
        if (person is not null) await visitor.SignIn(platform.People.Find(person));
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values) await visitor.DisposeAsync();
    }

    private static async Task<Guid> Working(Preparing make, string title)
    {
        var id = await make.Invited(await make.Matching(title), Preparing.Bulgarian);
        await make.Accept(Preparing.Bulgarian, id);
        await make.Do(Preparing.Signatory, "assignments", id, "confirm");
        await make.Do(Preparing.Bulgarian, "assignments", id, "start");
        return id;
    }
}
