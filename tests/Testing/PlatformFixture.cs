using System.Net.Http.Headers;
using Alliance.Local;
using Alliance.Local.Broker;
using Xunit;

namespace Alliance.Testing;

/// <summary>
/// The whole platform on real parts: its own broker, state folder and ports, the processes as built beside the tests. As a collection or assembly
/// fixture, derived where other options are needed, or by hand. MongoDB (a database of its own) when <c>MONGODB_URL</c> is set.
/// </summary>
public class PlatformFixture : IAsyncLifetime
{
    private Platform? platform;
    private Broker? container;
    private PersonTokens? tokens;

    public Platform Platform => platform!;

    /// <summary>Where its documents are when <c>MONGODB_URL</c> is set.</summary>
    public string MongoDatabase { get; } = $"alliance_{Guid.CreateVersion7():n}"[..28];

    /// <summary>Whom accounts was seeded with.</summary>
    public virtual PeopleDirectory People { get; } = PeopleDirectory.Read();

    /// <summary>Its folder's name; two that live at once need two.</summary>
    protected virtual string Name => GetType().Name;

    /// <summary>Changes how the platform is started.</summary>
    protected virtual PlatformOptions Configure(PlatformOptions options) => options;

    public virtual async ValueTask InitializeAsync()
    {
        var choice = BrokerChoice.From(Environment.GetEnvironmentVariable);
        if (choice is { Url: null } && (choice.Only is "docker" || !PrivateNode.IsInstalled))
        {
            container = new Broker(Name + "-broker");
            await container.InitializeAsync();
            choice = choice with { Url = container.Url, Only = null };
        }
        var secret = Secrets.Random();
        var options = new PlatformOptions(TestState.Fresh(Name), Builds.Here())
        {
            Broker = choice,
            MongoDatabase = MongoDatabase,
            Say = Console.Error.WriteLine,
            // A bound on failure: a start takes seconds, beside other test programs on two cores up to a minute.
            ReadyWithin = TimeSpan.FromMinutes(4),
            Seed = (_, _) => People.ToSeed(secret),
        };
        platform = await Platform.Start(Configure(options), CancellationToken.None);
        tokens = new PersonTokens(platform.AddressOf(ProcessTable.Accounts), secret);
        await WaitUntilKnown();
    }

    /// <summary>A client of the gateway in the name of a person of the directory: by id, e-mail or part of the name.</summary>
    public HttpClient ClientOf(string person) =>
        new(new RenewedToken(() => TokenOf(person))) { BaseAddress = Platform.Address, Timeout = Wait.Default };

    /// <summary>Good for at least a minute.</summary>
    public string TokenOf(string person) => tokens!.Of(People.Find(person));

    /// <summary>A client of the gateway with any token; null = anonymous.</summary>
    public HttpClient ClientWith(string? token)
    {
        var client = new HttpClient { BaseAddress = Platform.Address, Timeout = Wait.Default };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>
    /// Accounts announces people and organisations by messages; before notifications has them it tells nobody, and before requests has them
    /// nothing can be submitted.
    /// </summary>
    private async Task WaitUntilKnown()
    {
        await Logged("notifications", People.People.Select(person => $"Known: person {person.Id}"));
        await Logged("requests", People.Organisations.Select(organisation => $"Organisation {organisation.Id} entry"));
    }

    private async Task Logged(string service, IEnumerable<string> lines)
    {
        var log = Platform.State.Log(service);
        await Wait.Until(
            async ct => await File.ReadAllTextAsync(log, ct), text => lines.All(line => text.Contains(line, StringComparison.Ordinal)),
            CancellationToken.None, what: $"{service} knows everybody");
    }

    public virtual async ValueTask DisposeAsync()
    {
        tokens?.Dispose();
        if (platform is not null) await platform.DisposeAsync();
        if (container is not null) await container.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
