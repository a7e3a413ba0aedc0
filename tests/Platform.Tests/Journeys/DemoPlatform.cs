using Alliance.Local;
using Alliance.Local.Broker;
using Alliance.Local.Demo;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A platform of its own, started as <c>./run.sh --demo</c> starts one.</summary>
public sealed class DemoPlatform : IAsyncLifetime
{
    private Local.Platform? platform;
    private Broker? container;

    public string State => platform!.State.Path;

    internal DemoFile File => DemoFile.Read(State);

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        if (BrokerChoice.From(Environment.GetEnvironmentVariable) is { Url: null } choice && (choice.Only is "docker" || !PrivateNode.IsInstalled))
        {
            container = new Broker("main-job-broker");
            await container.InitializeAsync();
        }
        var options = new PlatformOptions(TestState.Fresh("main-job"), Builds.Here())
        {
            MongoDatabase = $"alliance_{Guid.CreateVersion7():n}"[..28],
            Say = Console.Error.WriteLine,
            Seed = (state, address) => MakeDemo.Prepare(state.Path, address, state.Mail),
            Stories = true,
            ReadyWithin = TimeSpan.FromMinutes(4),
        };
        if (container is not null) options = options with { Broker = options.Broker with { Url = container.Url, Only = null } };
        platform = await Local.Platform.Start(options, ct);
    }

    /// <summary>Acts for one person of the demonstration, by e-mail or part of the name.</summary>
    internal async Task<PlatformClient> As(string person, CancellationToken ct)
    {
        var client = File.ClientOf(person);
        return new PlatformClient(platform!.Address, await PrintToken.Get(platform.Address, client.Id, client.Secret, ct));
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        if (container is not null) await container.DisposeAsync();
    }
}
