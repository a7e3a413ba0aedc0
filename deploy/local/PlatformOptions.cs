using Alliance.Local.Broker;

namespace Alliance.Local;

/// <summary>How to start a platform.</summary>
/// <param name="StateFolder">Everything it keeps; made when missing.</param>
/// <param name="Builds">Whose programs to run.</param>
public sealed record PlatformOptions(string StateFolder, Builds Builds)
{
    /// <summary>Of the gateway, on 127.0.0.1; null = a free one.</summary>
    public int? Port { get; init; }

    public IReadOnlyList<ProcessSpec> Processes { get; init; } = ProcessTable.All;

    /// <summary>How many of a process run, by its name; 1 where nothing is said. The second is called <c>{name}-2</c>.</summary>
    public IReadOnlyDictionary<string, int> Copies { get; init; } = new Dictionary<string, int>();

    /// <summary>By process name (<c>requests</c>, <c>requests-2</c>, or <c>*</c> for all): environment that wins over the runner's.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environment { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public BrokerChoice Broker { get; init; } = BrokerChoice.From(System.Environment.GetEnvironmentVariable);

    /// <summary>Null = SQLite files in the state folder.</summary>
    public string? MongoUrl { get; init; } = System.Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } url ? url : null;

    /// <summary>The name before each service's own.</summary>
    public string MongoDatabase { get; init; } = "alliance";

    /// <summary>What accounts is to add before the processes start; gets the state folder and the public address; null = nothing.</summary>
    public Func<StateFolder, Uri, SeedFile>? Seed { get; init; }

    /// <summary>Whether the demonstration's experts and requests are added besides its people (<see cref="Seed"/>).</summary>
    public bool Stories { get; init; }

    /// <summary>One line of progress, for the console.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>A process alive this long is started again without a grown wait; reliability tests kill on purpose and set zero.</summary>
    public TimeSpan HealthyAfter { get; init; } = Backoff.Healthy;

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a process may take to finish what it does when it is told to stop.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(20);
}
