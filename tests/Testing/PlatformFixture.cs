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

    public Platform Platform => platform!;

    public PeopleDirectory People => Platform.People;

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
        var options = new PlatformOptions(TestState.Fresh(Name), Builds.Here())
        {
            Broker = choice,
            MongoDatabase = $"alliance_{Guid.CreateVersion7():n}"[..28],
            Say = Console.Error.WriteLine,
        };
        platform = await Platform.Start(Configure(options), CancellationToken.None);
    }

    /// <summary>A client of the gateway in the name of a person of the directory: by id, e-mail or part of the name.</summary>
    public HttpClient ClientOf(string person) => ClientWith(TokenOf(person));

    public string TokenOf(string person) => Platform.Tokens.For(People.Find(person), TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow());

    /// <summary>A client of the gateway with any token; null = anonymous.</summary>
    public HttpClient ClientWith(string? token)
    {
        var client = new HttpClient { BaseAddress = Platform.Address, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        if (container is not null) await container.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
