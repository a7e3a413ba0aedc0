using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

[CollectionDefinition("experts")]
public sealed class ExpertsService : ICollectionFixture<ExpertsSlice>;

/// <summary>
/// The experts service on its real store (MongoDB when <c>MONGODB_URL</c> is set). No broker answers: what is published is kept here, and what
/// other services tell is handed to the consumers; that those hang on their queues, <see cref="BrokerTests"/> shows.
/// </summary>
public sealed class ExpertsSlice : IAsyncLifetime
{
    private readonly string folder;
    private readonly string database;
    private readonly Dictionary<string, string> settings;
    private readonly MovedClock clock = new();
    private WebApplicationFactory<Expert>? host;
    private TestIssuer? issuer;

    private readonly Uri? broker;

    /// <summary>Its experts take part in hundreds of rounds: how much one may have on hand is asked elsewhere.</summary>
    public ExpertsSlice() : this("experts", null, ("Matching:MostLive", "100000")) { }

    /// <param name="broker">Null = none: what is published is kept here.</param>
    internal ExpertsSlice(string name, Uri? broker, params (string Key, string Value)[] settings)
        : this(TestState.Fresh(name), $"alliance_{Guid.CreateVersion7():n}"[..28], broker, settings.ToDictionary(s => s.Key, s => s.Value))
    {
    }

    private ExpertsSlice(string folder, string database, Uri? broker, Dictionary<string, string> settings) =>
        (this.folder, this.database, this.broker, this.settings) = (folder, database, broker, settings);

    /// <summary>Another copy of the service on the same store: a second host, which shares nothing else with this one.</summary>
    internal ExpertsSlice Beside() => new(folder, database, broker, settings);

    /// <summary>Whom accounts would name.</summary>
    internal ConcurrentDictionary<Guid, PersonCard> People => issuer!.People;

    /// <summary>Messages that went out.</summary>
    internal ConcurrentQueue<object> Published { get; } = new();

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        host = new WebApplicationFactory<Expert>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("Storage:Directory", Path.Combine(folder, "data"));
            if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } mongo)
            {
                web.UseSetting("Storage:MongoUrl", mongo);
                web.UseSetting("Storage:MongoDatabase", database);
            }
            // Nobody listens there, where there is no broker.
            web.UseSetting("Messaging:Url", broker?.AbsoluteUri ?? "amqp://nobody:nothing@127.0.0.1:9/");
            foreach (var (name, value) in issuer.Settings("experts")) web.UseSetting(name, value);
            web.UseSetting("Logging:LogLevel:Default", "None");
            foreach (var (name, value) in settings) web.UseSetting(name, value);
            web.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                if (broker is null) services.AddSingleton<PublishMessage>((message, _, _, _) =>
                {
                    Published.Enqueue(message);
                    return Task.CompletedTask;
                });
            });
        });
        host.CreateClient().Dispose();
    }

    internal IServiceProvider Services => host!.Services;

    /// <summary>Where it keeps everything.</summary>
    internal string Folder => folder;

    internal HttpClient Nobody() => host!.CreateClient();

    internal T Get<T>() where T : notnull => host!.Services.GetRequiredService<T>();

    /// <summary>So much time passes for the service at once.</summary>
    internal void Pass(TimeSpan time) => clock.Offset += time;

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Somebody with these roles; the one place here that knows of tokens.</summary>
    internal ApiPerson Person(Guid? id, params (Guid Organisation, string Role)[] memberships)
    {
        var caller = new Caller(id ?? Guid.CreateVersion7(), [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]);
        var token = TestIssuer.Token(caller.PersonId, memberships, "en", expiresIn: TimeSpan.FromHours(1));
        return new ApiPerson(host!.CreateClient(), caller, token);
    }

    internal ApiPerson Coordinator() => Person(null, (Guid.CreateVersion7(), Roles.Coordinator));

    internal ApiPerson Lead() => Person(null, (Guid.CreateVersion7(), Roles.Coordinator), (Guid.CreateVersion7(), Roles.LeadCoordinator));

    internal Task Hear(RequestMoved moved, CancellationToken ct) => ActivatorUtilities.CreateInstance<WhenRequestMoved>(Services).Handle(moved, ct);

    internal Task Hear(OrganisationChanged changed, CancellationToken ct) => ActivatorUtilities.CreateInstance<WhenOrganisationChanged>(Services).Handle(changed, ct);

    internal Task Hear(PersonChanged changed, CancellationToken ct) => ActivatorUtilities.CreateInstance<WhenPersonChanged>(Services).Handle(changed, ct);

    /// <summary>A verified expert of an organisation of their own.</summary>
    internal async Task<TestExpert> Expert(CancellationToken ct, JsonObject? profile = null)
    {
        var employer = Guid.CreateVersion7();
        var person = Person(null, (employer, Roles.Expert));
        var draft = (await person.Post("/api/experts", profile ?? Profiles.Complete(employer), ct)).Must(HttpStatusCode.Created);
        var submitted = (await person.Post($"/api/experts/{draft.Id}/submit", null, ct, draft.Revision)).Must(HttpStatusCode.OK);
        (await Coordinator().Post($"/api/experts/{draft.Id}/verify", null, ct, submitted.Revision)).Must(HttpStatusCode.OK);
        return new TestExpert(draft.Id, person, employer);
    }

    /// <summary>A request in matching, of an applicant of its own.</summary>
    internal async Task<TestRequest> Request(CancellationToken ct, int quantity = 1, string mode = "online", DayPeriod? period = null, string? zone = null, string kind = "expert")
    {
        var applicant = Guid.CreateVersion7();
        var request = new TestRequest(this, applicant, Guid.CreateVersion7(), Guid.CreateVersion7(), quantity, mode, period ?? Profiles.Week(1), zone, kind);
        await request.Moves("open", "matching", ct);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}

internal sealed record TestExpert(Guid Id, ApiPerson Person, Guid Employer);

/// <summary>A request as the requests service would tell of it.</summary>
internal sealed class TestRequest(ExpertsSlice slice, Guid applicant, Guid id, Guid need, int quantity, string mode, DayPeriod period, string? zone, string kind = "expert")
{
    private long no = 5;

    public Guid Id => id;
    public Guid Need => need;
    public Guid Applicant => applicant;
    public ApiPerson Signatory { get; } = slice.Person(null, (applicant, Roles.AuthoritySignatory));
    public ApiPerson Editor { get; } = slice.Person(null, (applicant, Roles.AuthorityEditor));
    public ApiPerson Coordinator { get; } = slice.Coordinator();

    public RequestMoved Message(string verb, string to, bool onHold = false, long? number = null) => new(
        id, number ?? Interlocked.Increment(ref no), verb, null, to, slice.Now, Guid.Empty, "REQ-2026-000042", applicant, Coordinator.Id, null, onHold, "members",
        [new OpenNeed(need, kind, ["water-supply"], [], 2, [new LanguageLevel("en", "B2")], quantity, 3, Must: true)],
        mode, "UA32", zone, [period]);

    public Task Moves(string verb, string to, CancellationToken ct, bool onHold = false) => slice.Hear(Message(verb, to, onHold), ct);

    public Task<Answer> Propose(TestExpert expert, CancellationToken ct, JsonObject? period = null) =>
        Coordinator.Post("/api/assignments", new JsonObject { ["requestId"] = id, ["needId"] = need, ["expertId"] = expert.Id, ["period"] = period }, ct);

    public async Task<Answer> Invited(TestExpert expert, CancellationToken ct)
    {
        var proposed = (await Propose(expert, ct)).Must(HttpStatusCode.Created);
        return (await Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, ct, proposed.Revision)).Must(HttpStatusCode.OK);
    }

    public async Task<Answer> Accepted(TestExpert expert, CancellationToken ct)
    {
        var invited = await Invited(expert, ct);
        return (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", Profiles.NoConflict(), ct, invited.Revision)).Must(HttpStatusCode.OK);
    }

    public async Task<Answer> Confirmed(TestExpert expert, CancellationToken ct)
    {
        var accepted = await Accepted(expert, ct);
        return (await Signatory.Post($"/api/assignments/{accepted.Id}/confirm", new JsonObject(), ct, accepted.Revision)).Must(HttpStatusCode.OK);
    }

    public Task<Answer> Confirm(Answer accepted, CancellationToken ct) => Signatory.Post($"/api/assignments/{accepted.Id}/confirm", new JsonObject(), ct, accepted.Revision);

    /// <summary>Waits until the assignment is in this state.</summary>
    public Task<Answer> Becomes(Answer assignment, string status, CancellationToken ct) => Wait.Until(
        stop => Coordinator.Get($"/api/assignments/{assignment.Id}", stop), a => a.RequestStatus == status, ct, what: status);
}

/// <summary>What experts write, as they send it.</summary>
internal static class Profiles
{
    public static string? Code(this Answer answer) => answer.Body?["code"]?.GetValue<string>();

    public static string[] Actions(this Answer answer) => [.. answer.Body!["actions"]!.AsArray().Select(a => a!.GetValue<string>()).Order(StringComparer.Ordinal)];

    public static JsonObject NoConflict() => new() { ["conflictOfInterest"] = new JsonObject { ["declared"] = false } };

    /// <summary>Five days, so many weeks after the first Monday of 2027.</summary>
    public static DayPeriod Week(int number) => new(new DateOnly(2027, 1, 4).AddDays(7 * number), new DateOnly(2027, 1, 8).AddDays(7 * number));

    public static JsonObject Complete(Guid? employer = null) => new()
    {
        ["country"] = "BG",
        ["region"] = "BG411",
        ["employer"] = new JsonObject { ["organisationId"] = employer, ["position"] = "Engineer", ["publicOfficial"] = false },
        ["competences"] = new JsonArray(new JsonObject { ["code"] = "water-supply", ["level"] = 3, ["years"] = 8 }),
        ["languages"] = new JsonArray(new JsonObject { ["code"] = "en", ["level"] = "C1" }),
        ["availability"] = new JsonObject { ["travel"] = "to-ukraine" },
    };
}
