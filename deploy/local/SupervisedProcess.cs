using System.Diagnostics;

namespace Alliance.Local;

/// <summary>Keeps one process running: starts it again when it dies, after a wait that grows (<see cref="Backoff"/>), until it is told to stop.</summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    private readonly ProcessPlan plan;
    private readonly Action<string> say;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string?> environment;
    private CancellationTokenSource stopping = new();
    private Task supervising = Task.CompletedTask;
    private Instance? current;

    /// <param name="say">Gets one line for the console for each death.</param>
    public SupervisedProcess(ProcessPlan plan, Action<string> say)
    {
        this.plan = plan;
        this.say = say;
        environment = new Dictionary<string, string?>(plan.Environment);
    }

    public string Name => plan.Name;

    public string Log => plan.Log;

    /// <summary>How often it ended without being told to.</summary>
    public int Deaths { get; private set; }

    /// <summary>Null while it does not run.</summary>
    public int? ProcessId
    {
        get
        {
            lock (gate) return current?.ProcessId;
        }
    }

    /// <summary>Changes its environment from its next start on; null takes the variable away.</summary>
    public void SetEnvironment(string name, string? value)
    {
        lock (gate) environment[name] = value;
    }

    public void Start()
    {
        if (!supervising.IsCompleted) return;
        stopping.Dispose();
        stopping = new CancellationTokenSource();
        // The first start happens here, so that a program that cannot be started at all is the caller's to hear of.
        var first = Launch();
        supervising = Supervise(first, stopping.Token);
    }

    /// <summary>kill -9, and returns when the process is gone; the supervisor starts it again.</summary>
    public async Task Kill()
    {
        Instance? instance;
        lock (gate) instance = current;
        if (instance is null) return;
        Launcher.Kill(instance.ProcessId);
        await instance.Ended;
    }

    /// <summary>Asks the process to stop, and kills it when it has not by the deadline. It stays stopped until <see cref="Start"/>.</summary>
    public async Task Stop(TimeSpan within)
    {
        await stopping.CancelAsync();
        Instance? instance;
        lock (gate) instance = current;
        if (instance is not null)
        {
            Launcher.Terminate(instance.ProcessId);
            if (await Task.WhenAny(instance.Ended, Task.Delay(within)) != instance.Ended)
            {
                say($"{Name} did not stop within {within.TotalSeconds:0} s and is killed; see {Log}");
                Launcher.Kill(instance.ProcessId);
            }
        }
        await supervising;
    }

    /// <summary>Returns when the process, or the one that follows it when it dies, is ready.</summary>
    /// <exception cref="CannotStartException">It died <paramref name="deaths"/> times meanwhile.</exception>
    public async Task WaitReady(CancellationToken cancel, int deaths = int.MaxValue)
    {
        var before = Deaths;
        while (true)
        {
            var asked = ProcessId;
            // An answer counts only when the process asked is still the one that runs: the port may have been answered by its predecessor.
            if (asked is not null && await Answers(cancel) && asked == ProcessId) return;
            if (Deaths - before >= deaths) throw new CannotStartException($"{Name} ends as soon as it is started. The end of {Log}:\n{LastLines(Log)}");
            if (supervising.IsFaulted) await supervising;
            await Task.Delay(50, cancel);
        }
    }

    /// <summary>What a person needs to see of a log to know why.</summary>
    public static string LastLines(string log, int count = 12) =>
        File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(count).Select(line => "  " + line)) : "  (no output)";

    public async ValueTask DisposeAsync()
    {
        await Stop(TimeSpan.FromSeconds(15));
        stopping.Dispose();
    }

    private async Task Supervise(Instance instance, CancellationToken stop)
    {
        TimeSpan? wait = null;
        while (true)
        {
            var code = await instance.Ended;
            if (stop.IsCancellationRequested) return;
            Deaths++;
            wait = Backoff.Next(wait, instance.Alive.Elapsed, plan.HealthyAfter);
            say($"{Name} ended ({Describe(code)}) and is started again in {wait.Value.TotalSeconds:0.#} s; see {Log}");
            try
            {
                await Task.Delay(wait.Value, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            instance = Launch();
            // Told to stop between the wait and the start: nobody has seen this one yet.
            if (stop.IsCancellationRequested) Launcher.Kill(instance.ProcessId);
        }
    }

    private Instance Launch()
    {
        lock (gate)
        {
            var process = Launcher.Launch(plan.Program, plan.Arguments, plan.Folder, plan.Log, environment);
            PidFile.Write(plan.PidFolder, Name, process.Id);
            current = new Instance(process, process.Id, Stopwatch.StartNew(), WaitForEnd(process));
            return current;
        }
    }

    private async Task<int> WaitForEnd(Process process)
    {
        await process.WaitForExitAsync();
        lock (gate)
        {
            if (current?.Process == process) current = null;
            PidFile.Delete(plan.PidFolder, Name);
        }
        var code = process.ExitCode;
        process.Dispose();
        return code;
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            return await plan.IsReady(cancel);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or System.Net.Sockets.SocketException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Describe(int code) => code > 128 ? $"signal {code - 128}" : $"exit code {code}";

    /// <param name="ProcessId">Kept apart: the process is disposed of as soon as it has ended.</param>
    private sealed record Instance(Process Process, int ProcessId, Stopwatch Alive, Task<int> Ended);
}
