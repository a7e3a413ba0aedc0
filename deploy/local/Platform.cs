using System.Diagnostics;
using Alliance.Local.Broker;

namespace Alliance.Local;

/// <summary>The whole platform, running: its processes, its broker. Disposing stops all of it.</summary>
public sealed class Platform : IAsyncDisposable
{
    private readonly PlatformOptions options;
    private readonly StateFolder state;
    private readonly HttpClient probe = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<ReservedPort> ports = [];
    private readonly List<(ProcessPlace Place, SupervisedProcess Process)> processes = [];
    private RabbitMq? broker;

    private Platform(PlatformOptions options, StateFolder state)
    {
        this.options = options;
        this.state = state;
    }

    /// <summary>As it was started.</summary>
    public PlatformOptions Options => options;

    /// <summary>The one address, the gateway's, as people are told it.</summary>
    public Uri Address => ProcessSettings.PublicAddress(processes.Select(entry => entry.Place))!;

    public RabbitMq Broker => broker!;

    /// <summary>How the first administrator signs in, at the very first start only; empty otherwise. For the console: it is written down nowhere.</summary>
    public string FirstAdministrator { get; private set; } = "";

    public StateFolder State => state;

    public IEnumerable<SupervisedProcess> Processes => processes.Select(entry => entry.Process);

    /// <summary>By name: <c>requests</c>, its second copy <c>requests-2</c>.</summary>
    public SupervisedProcess this[string name] => processes.Single(entry => entry.Place.Name == name).Process;

    public Uri AddressOf(string name) => processes.Single(entry => entry.Place.Name == name).Place.Address;

    /// <summary>Returns when every process is ready; when that cannot be, everything is stopped again.</summary>
    public static async Task<Platform> Start(PlatformOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        var platform = new Platform(options, StateFolder.Open(options.StateFolder));
        try
        {
            await platform.Start(cancel);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when every process is ready.</summary>
    public Task WaitReady(CancellationToken cancel) => Task.WhenAll(Processes.Select(process => process.WaitReady(cancel)));

    /// <summary>Nothing new comes in first, then the services finish what they do, then the broker.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var wave in processes.GroupBy(entry => entry.Place.Spec.Kind).OrderByDescending(wave => wave.Key))
        {
            await Task.WhenAll(wave.Select(entry => entry.Process.Stop(options.StopWithin)));
            foreach (var (_, process) in wave) await process.DisposeAsync();
        }
        if (broker is not null) await broker.DisposeAsync();
        foreach (var port in ports) port.Dispose();
        probe.Dispose();
        state.Dispose();
    }

    private async Task Start(CancellationToken cancel)
    {
        foreach (var orphan in await PidFile.EndOrphans(state.Running, cancel)) options.Say($"Ended        {orphan}, left by a start that was killed");
        state.KeepLastLogs();
        var places = Places();
        foreach (var place in places) _ = options.Builds.Executable(place.Spec.Project);

        var waited = Stopwatch.StartNew();
        broker = await FindBroker.Find(state, options.Broker, options.Say, cancel);
        options.Say($"RabbitMQ     {broker.Kind} …");
        var starting = broker.Start(cancel);
        var secrets = Secrets.Open(state);
        await starting;
        options.Say($"RabbitMQ     ready after {waited.Elapsed.TotalSeconds:0.0} s");

        var shared = new SharedSettings(state.Path, state.Data, state.Accounts, secrets, broker.Url, options.MongoUrl, options.MongoDatabase);
        var plans = places.Select(place => (Place: place, Plan: PlanOf(place, ProcessSettings.For(place, places, shared, options.Environment)))).ToList();
        var first = plans.Where(entry => entry.Place is { Copy: 1, Spec.Kind: ProcessKind.Service }).ToList();
        options.Say($"Topology     {string.Join(", ", first.Select(entry => entry.Plan.Name))}");
        await Task.WhenAll(first.Select(entry => DeclareTopology(entry.Plan, cancel)));

        if (first.Find(entry => entry.Place.Spec.Name == ProcessTable.Accounts).Plan is { } accounts)
            await Populate(accounts, [.. first.Select(entry => entry.Plan)], ProcessSettings.PublicAddress(places), cancel);

        waited.Restart();
        foreach (var (place, plan) in plans) processes.Add((place, new SupervisedProcess(plan, options.Say)));
        foreach (var (_, process) in processes) process.Start();
        await WaitFirstReady(waited, cancel);
    }

    private async Task Populate(ProcessPlan accounts, IReadOnlyList<ProcessPlan> services, Uri? address, CancellationToken cancel)
    {
        if (options.Seed is { } seed && address is not null)
        {
            options.Say("People       added where they are not there yet");
            var cast = seed(state, address);
            await RunOnce.Run(accounts, ["--seed"], cast.ToJson(), cancel);
            if (options.Stories) await TellStories(cast, services, cancel);
        }
        FirstAdministrator = await RunOnce.Run(accounts, ["--first-administrator"], input: null, cancel);
    }

    /// <summary>With the settings of all services at once: it opens their stores, and lives by their periods.</summary>
    private async Task TellStories(SeedFile cast, IReadOnlyList<ProcessPlan> services, CancellationToken cancel)
    {
        Dictionary<string, string?> settings = [];
        foreach (var (name, value) in services.SelectMany(service => service.Environment)) settings[name] = value;
        var demo = new ProcessPlan("demo", options.Builds.Executable("Demo"), [], state.Log("demo"), state.Running, _ => Task.FromResult(true)) { Environment = settings };
        foreach (var line in (await RunOnce.Run(demo, [], cast.WithoutSecrets().ToJson(), cancel)).Split('\n')) options.Say($"Demo         {line}");
    }

    private async Task WaitFirstReady(Stopwatch waited, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.ReadyWithin);
        try
        {
            await Task.WhenAll(processes.Select(async entry =>
            {
                await entry.Process.WaitReady(deadline.Token, deaths: 3);
                options.Say($"{entry.Place.Name,-12} ready after {waited.Elapsed.TotalSeconds:0.0} s at {entry.Place.Address}");
            }));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CannotStartException($"Not every process was ready within {options.ReadyWithin.TotalSeconds:0} s: see {state.Logs}.");
        }
    }

    private List<ProcessPlace> Places()
    {
        List<ProcessPlace> places = [];
        foreach (var spec in options.Processes)
        {
            for (var copy = 1; copy <= options.Copies.GetValueOrDefault(spec.Name, 1); copy++)
            {
                var port = spec.Kind == ProcessKind.Gateway && copy == 1 && options.Port is { } wanted ? ReservedPort.Exactly(wanted) : ReservedPort.Take();
                ports.Add(port);
                places.Add(new ProcessPlace(spec, copy, port.Number));
            }
        }
        return places;
    }

    private ProcessPlan PlanOf(ProcessPlace place, IReadOnlyDictionary<string, string?> environment)
    {
        var ready = new Uri(place.Address, "/health/ready");
        return new ProcessPlan(place.Name, options.Builds.Executable(place.Spec.Project), [], state.Log(place.Name), state.Running, async cancel =>
        {
            using var answer = await probe.GetAsync(ready, cancel);
            return answer.IsSuccessStatusCode;
        })
        { Environment = environment, HealthyAfter = options.HealthyAfter };
    }

    private async Task DeclareTopology(ProcessPlan plan, CancellationToken cancel)
    {
        var log = state.Log($"{plan.Name}-topology");
        using var process = Launcher.Launch(plan.Program, ["--topology"], plan.Folder, log, plan.Environment);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.ReadyWithin);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Launcher.Kill(process.Id);
            cancel.ThrowIfCancellationRequested();
            throw new CannotStartException($"{plan.Name} did not declare its queues within {options.ReadyWithin.TotalSeconds:0} s. The end of {log}:\n{SupervisedProcess.LastLines(log)}");
        }
        if (process.ExitCode != 0) throw new CannotStartException($"{plan.Name} could not declare its queues. The end of {log}:\n{SupervisedProcess.LastLines(log)}");
    }
}
