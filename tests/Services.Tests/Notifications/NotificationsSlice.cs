using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using MimeKit;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

[CollectionDefinition("notifications")]
public sealed class NotificationsTests : ICollectionFixture<NotificationsSlice>;

/// <summary>The notifications service on a real broker, a real mail server and its real store (MongoDB when <c>MONGODB_URL</c> is set); people are added by each test.</summary>
public sealed class NotificationsSlice : IAsyncLifetime
{
    private readonly string folder = TestState.Fresh("notifications");
    private readonly ConcurrentBag<string> log = [];
    private long entries;
    private IBusControl? bus;
    private WebApplicationFactory<WhenRequestMoved>? host;

    internal TestIssuer Issuer { get; private set; } = null!;

    public Broker Broker { get; } = new("notifications-broker");

    public SmtpSink Mail { get; } = new("notifications-mail");

    /// <summary>Where the service keeps everything.</summary>
    internal string Folder => folder;

    /// <summary>Lines the service logged.</summary>
    internal IEnumerable<string> Log => log;

    public static Guid Secretariat { get; } = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.Start();
        await Broker.InitializeAsync();
        await Mail.Start(CancellationToken.None);
        host = Host(Path.Combine(folder, "data"));
        host.CreateClient().Dispose();
        bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(Broker.Url));
        await bus.StartAsync();
        await Wait.Until(async ct => await Client(null).GetStringAsync(new Uri("/health/ready", UriKind.Relative), ct), body => body.Contains("\"broker\":\"ready\""), CancellationToken.None);
    }

    /// <summary>The service with the test's settings; each call is one more copy (of its own store where the folder differs).</summary>
    internal WebApplicationFactory<WhenRequestMoved> Host(string data, params (string Key, string Value)[] settings) =>
        new WebApplicationFactory<WhenRequestMoved>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("Storage:Directory", data);
            if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } mongo)
            {
                web.UseSetting("Storage:MongoUrl", mongo);
                web.UseSetting("Storage:MongoDatabase", $"alliance_{Guid.CreateVersion7():n}"[..28]);
            }
            web.UseSetting("Messaging:Url", Broker.Url.AbsoluteUri);
            foreach (var (key, value) in Issuer.Settings("notifications")) web.UseSetting(key, value);
            web.UseSetting("Portal:Address", "https://alliance.example.org");
            web.UseSetting("Mail:Smtp", Mail.Url.AbsoluteUri);
            web.UseSetting("Mail:From", "Alliance <notifications@example.org>");
            // A test that stops the mail server waits for the next attempt.
            for (var i = 0; i < 5; i++) web.UseSetting($"Mail:RetryAfter:{i.ToString(CultureInfo.InvariantCulture)}", "00:00:01");
            foreach (var (key, value) in settings) web.UseSetting(key, value);
            web.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new Lines(log)));
        });

    /// <summary>Somebody new; known to the service when this returns.</summary>
    internal async Task<TestPerson> Add(string role, Guid organisation, string language = "en", string? email = null)
    {
        var person = new TestPerson(Guid.CreateVersion7(), organisation, role, language);
        await Learn(person, email);
        return person;
    }

    /// <summary>Accounts knows the person, and has announced it.</summary>
    internal async Task Learn(TestPerson person, string? email = null, bool active = true)
    {
        var ct = TestContext.Current.CancellationToken;
        Issuer.People[person.Id] = new PersonCard(person.Id, "Name of " + person.Id, email ?? person.Email, person.Language, active);
        var no = Interlocked.Increment(ref entries);
        await Publish(new PersonChanged(person.Id, no, "change", DateTimeOffset.UtcNow, Guid.Empty, person.Language, active, [new MembershipRoles(person.Organisation, [person.Role])]), ct);
        await Wait.Until(() => log.Any(line => line.StartsWith($"Known: person {person.Id} as of entry {no}", StringComparison.Ordinal)), ct);
    }

    internal HttpClient Client(TestPerson? person, string? acceptLanguage = null, WebApplicationFactory<WhenRequestMoved>? of = null)
    {
        var client = (of ?? host!).CreateClient();
        if (person is not null)
        {
            var token = TestIssuer.Token(person.Id, [(person.Organisation, person.Role)], person.Language);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        if (acceptLanguage is not null) client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        return client;
    }

    internal async Task<JsonNode> Get(TestPerson person, string path, CancellationToken ct)
    {
        using var client = Client(person);
        return JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), ct))!;
    }

    internal async Task<JsonArray> Inbox(TestPerson person, CancellationToken ct) => (await Get(person, "/api/inbox", ct))["items"]!.AsArray();

    internal Task<JsonArray> InboxOf(TestPerson person, int entries, CancellationToken ct) =>
        Wait.Until(stop => Inbox(person, stop), inbox => inbox.Count == entries, ct, what: $"{entries} entries");

    internal async Task<JsonArray> Deliveries(TestPerson person, CancellationToken ct) => (await Get(person, "/api/deliveries", ct))["items"]!.AsArray();

    internal async Task<IReadOnlyList<MimeMessage>> MailsTo(TestPerson person, CancellationToken ct) =>
        [.. (await Mail.Mails(ct)).Where(mail => mail.To.Mailboxes.Any(to => to.Address == person.Email))];

    internal Task Publish<T>(T message, CancellationToken ct) where T : class => bus!.Publish(message, ct);

    public async ValueTask DisposeAsync()
    {
        if (bus is not null) await bus.StopAsync();
        if (host is not null) await host.DisposeAsync();
        await Mail.DisposeAsync();
        await Broker.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private sealed class Lines(ConcurrentBag<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}

internal sealed record TestPerson(Guid Id, Guid Organisation, string Role, string Language)
{
    public string Email => $"{Id:n}@example.org";
}

/// <summary>Messages as the requests service sends them.</summary>
internal static class Moved
{
    public static RequestMoved Submit(TestPerson by, Guid? request = null, long no = 2) => new(
        request ?? Guid.CreateVersion7(), no, "submit", "draft", "submitted", DateTimeOffset.UtcNow, by.Id, "REQ-2026-000042", by.Organisation, null, null, OnHold: false, "members");

    public static RequestMoved Reject(RequestMoved submitted, TestPerson by, string code) => submitted with
    {
        No = submitted.No + 1, Verb = "reject", From = "inReview", To = "rejected", ActorId = by.Id, OwnerId = by.Id, Code = code, At = DateTimeOffset.UtcNow,
    };

    /// <summary>As the experts service sends them.</summary>
    public static AssignmentMoved Invite(TestPerson expert, TestPerson by, Guid applicant) => new(
        Guid.CreateVersion7(), 2, "invite", "proposed", "invited", DateTimeOffset.UtcNow, by.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        expert.Id, applicant, by.Id, "REQ-2026-000042", new DayPeriod(new DateOnly(2027, 2, 2), new DateOnly(2027, 2, 6)),
        Deadline: new DateTimeOffset(2027, 1, 12, 13, 0, 0, TimeSpan.Zero), Code: null, Place: null);

    public static AssignmentMoved Decline(AssignmentMoved invited, string code) => invited with
    {
        No = invited.No + 1, Verb = "decline", From = "invited", To = "declined", ActorId = invited.PersonId, Deadline = null, Code = code, At = DateTimeOffset.UtcNow,
    };

    public static ExpertMoved Verify(TestPerson expert, TestPerson by) => new(
        Guid.CreateVersion7(), 3, "verify", "pendingVerification", "active", DateTimeOffset.UtcNow, by.Id, expert.Id);
}
