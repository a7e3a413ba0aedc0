using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Alliance.Local;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>A platform of its own with a mail server beside it, under load, and the means to hurt it.</summary>
internal sealed class Site : PlatformFixture
{
    /// <summary>How many there are.</summary>
    public const int Experts = 6;

    private static readonly Guid Employer = new("01990000-0000-7000-8000-000000001101");

    /// <summary>
    /// A mail that met a killed accounts service goes out within the run. Many, because after the last of them a mail waits an hour, and on a busy machine
    /// accounts is away for longer than its restart takes.
    /// </summary>
    private static readonly Dictionary<string, string> MailWaits = Enumerable.Range(0, 100).ToDictionary(i => $"Mail__RetryAfter__{i}", _ => "00:00:03");

    private readonly SmtpSink smtp = new("kills-smtp");
    private readonly List<PlatformClient> clients = [];
    private readonly List<Actor> everybody = [];

    /// <summary>Those of the tests, and instead of their experts those of a town abroad, in all three languages.</summary>
    public override PeopleDirectory People { get; } = WithExperts(PeopleDirectory.Read());

    public Actor Coordinator { get; private set; } = null!;

    public Load Load { get; private set; } = null!;

    /// <summary>Of all processes so far.</summary>
    public int Deaths => Platform.Processes.Sum(p => p.Deaths);

    public static async Task<Site> Start(CancellationToken ct)
    {
        var site = new Site();
        try
        {
            await site.smtp.Start(ct);
            await site.InitializeAsync();
            var signatory = site.ActorOf(site.People.Find("Dmytro Kravets"));
            site.Coordinator = site.ActorOf(site.People.Find("Thomas Keller"));
            List<ExpertActor> experts = [];
            foreach (var person in site.People.People.Where(p => p.Has("expert"))) experts.Add(await site.Verified(person, ct));
            var coordinators = site.People.People.Where(p => p.Has("coordinator") || p.Has("lead-coordinator")).ToList();
            foreach (var person in coordinators.Where(p => p != site.Coordinator.Person)) site.ActorOf(person);
            site.Load = new Load(signatory, site.Coordinator, coordinators, experts);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process (from outside, or at a fail point it passes under load) and returns how long until it served again.</summary>
    public async Task<TimeSpan> KillAt(string name, string? point, CancellationToken ct)
    {
        var process = Platform[name];
        if (point is null)
        {
            // Chance only picks the moment.
#pragma warning disable CA5394
            await Task.Delay(Random.Shared.Next(50, 600), ct);
#pragma warning restore CA5394
            await process.Kill();
        }
        else
        {
            // One kill to arm it, and it dies a second time by itself, where it was told to.
            var before = process.ProcessId;
            process.SetEnvironment("FAIL_POINTS", $"{point}=0.05");
            await process.Kill();
            await Wait.Until(() => process.ProcessId is { } now && now != before, ct);
            process.SetEnvironment("FAIL_POINTS", null);
            var deaths = process.Deaths;
            await Wait.Until(() => process.Deaths > deaths, ct, TimeSpan.FromMinutes(3), $"{name} dies at {point}");
        }
        var died = Stopwatch.StartNew();
        await process.WaitReady(ct);
        return died.Elapsed;
    }

    /// <summary>Waits until nothing acknowledged is untold any more, then counts; at the deadline what is missing stands in the answer.</summary>
    public async Task<Told> WaitUntilTold(TimeSpan within, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        var promises = Load.Promises.ToList();
        while (true)
        {
            try
            {
                var told = await Told.Count(promises, everybody, await smtp.Mails(ct), ct);
                if (told.Missing.Count == 0 || waited.Elapsed > within) return told;
            }
            catch (Exception cut) when (cut is HttpRequestException or InvalidOperationException && waited.Elapsed < within)
            {
                // Somebody is still starting.
            }
            // Counting is work for the platform, too: between two looks it gets time to tell.
            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    public int Redelivered() => Tally.Redelivered(Path.Combine(Platform.State.Logs, "notifications.log"), Path.Combine(Platform.State.Logs, "experts.log"));

    protected override PlatformOptions Configure(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            // The loop kills on purpose; a growing wait would only measure itself.
            HealthyAfter = TimeSpan.Zero,
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["*"] = new Dictionary<string, string>(MailWaits)
                {
                    ["Limits__CallsPerSecond"] = "5000",
                    ["Limits__CallsAtOnce"] = "5000",
                    ["Mail__Smtp"] = smtp.Url.AbsoluteUri,
                    // Few experts do the work of many requests here.
                    ["Matching__MostLive"] = "1000",
                },
            },
        };
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await base.DisposeAsync();
        await smtp.DisposeAsync();
    }

    private async Task<ExpertActor> Verified(Person person, CancellationToken ct)
    {
        var (_, client) = ActorOf(person);
        var profile = (await client.Post("/api/experts", JsonNode.Parse("""
            { "country": "PL", "competences": [{ "code": "water-supply", "level": 4, "years": 12 }], "languages": [{ "code": "en", "level": "C1" }],
              "availability": { "modes": ["online"], "travel": "remote-only" } }
            """), ct)).Must(HttpStatusCode.Created);
        var submitted = (await client.Post($"/api/experts/{profile.Id}/submit", new JsonObject(), ct, profile.Revision)).Must(HttpStatusCode.OK);
        (await Coordinator.Client.Post($"/api/experts/{profile.Id}/verify", new JsonObject(), ct, submitted.Revision)).Must(HttpStatusCode.OK);
        return new ExpertActor(person, client, profile.Id);
    }

    private Actor ActorOf(Person person)
    {
        var client = new PlatformClient(Platform.Address, () => TokenOf(person.Email));
        clients.Add(client);
        var actor = new Actor(person, client);
        everybody.Add(actor);
        return actor;
    }

    private static PeopleDirectory WithExperts(PeopleDirectory people)
    {
        string[] languages = ["en", "uk", "bg"];
        var experts = Enumerable.Range(1, Experts).Select(i => new Person(
            new Guid($"01990000-0000-7000-8000-0000000021{i:00}"), $"Expert {i}", $"expert{i}@example.org", languages[i % languages.Length], [new PersonMembership(Employer, "expert")]));
        return people with
        {
            People = [.. people.People.Where(person => !person.Has("expert")), .. experts],
            Organisations = [.. people.Organisations, new Organisation(Employer, "Gmina Przykładowa", "Gmina Przykladowa", "municipality", "PL", ["en"], null)],
        };
    }
}
