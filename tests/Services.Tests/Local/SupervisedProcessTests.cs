using System.Collections.Concurrent;
using System.Globalization;
using Alliance.Local;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class SupervisedProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> said = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_is_started_again_and_its_death_is_told()
    {
        await using var process = Run("killed", "echo \"$GREETING\"; exec sleep 1000");
        process.SetEnvironment("GREETING", "first");
        process.Start();
        var before = process.ProcessId;
        await Wait.Until(() => Text(process) == "first\n", Cancel);

        process.SetEnvironment("GREETING", "second");
        await process.Kill();

        Assert.Null(PidFile.StartTime(before!.Value));
        await Wait.Until(() => process.ProcessId is { } now && now != before, Cancel);
        await Wait.Until(() => Text(process) == "first\nsecond\n", Cancel);
        Assert.Equal(1, process.Deaths);
        Assert.StartsWith("killed ended (signal 9) and is started again in 0.2 s", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_ends_as_soon_as_it_starts_is_reported_with_its_last_words()
    {
        await using var process = Run("broken", "echo no such setting; exit 3", isReady: false);
        process.Start();
        var fault = await Assert.ThrowsAsync<CannotStartException>(() => process.WaitReady(Cancel, deaths: 2));
        Assert.Contains("no such setting", fault.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 3", said.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_process_stays_stopped_until_it_is_started()
    {
        await using var process = Run("stopped", "exec sleep 1000");
        process.Start();
        await process.Stop(Patience);
        Assert.Null(process.ProcessId);
        Assert.Equal(0, process.Deaths);
        process.Start();
        Assert.NotNull(process.ProcessId);
    }

    [Fact]
    public async Task A_process_that_does_not_stop_is_killed_at_the_deadline()
    {
        await using var process = Run("stubborn", "trap '' TERM; echo up; while :; do sleep 0.1; done");
        process.Start();
        await Wait.Until(() => Text(process) == "up\n", Cancel);
        await process.Stop(TimeSpan.FromMilliseconds(300));
        Assert.Null(process.ProcessId);
        Assert.Contains("is killed", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_runner_left_is_ended_by_the_next_and_a_reused_number_is_not()
    {
        var folder = TestState.Fresh("orphans");
        using var orphan = Launcher.Launch("/bin/sleep", ["1000"], folder, Path.Combine(folder, "log"), new Dictionary<string, string?>());
        using var stranger = Launcher.Launch("/bin/sleep", ["1000"], folder, Path.Combine(folder, "log"), new Dictionary<string, string?>());
        PidFile.Write(folder, "orphan", orphan.Id);
        PidFile.Write(folder, "stranger", stranger.Id);
        var file = Path.Combine(folder, "stranger.pid");
        var words = File.ReadAllText(file).Split(' ');
        File.WriteAllText(file, $"{words[0]} {words[1]} {long.Parse(words[2], CultureInfo.InvariantCulture) - 1}");

        var ended = await PidFile.EndOrphans(folder, Cancel);

        Assert.Equal([$"orphan (process {orphan.Id})"], ended);
        await orphan.WaitForExitAsync(Cancel);
        Assert.False(stranger.HasExited);
        Assert.Empty(Directory.GetFiles(folder, "*.pid"));
        Launcher.Kill(stranger.Id);
        await stranger.WaitForExitAsync(Cancel);
    }

    private SupervisedProcess Run(string name, string script, bool isReady = true)
    {
        var folder = TestState.Fresh($"supervised-{name}");
        return new SupervisedProcess(
            new ProcessPlan(name, "/bin/sh", ["-c", script], Path.Combine(folder, "log"), folder, _ => Task.FromResult(isReady)), said.Enqueue);
    }

    private static string Text(SupervisedProcess process) => File.Exists(process.Log) ? File.ReadAllText(process.Log) : "";
}
