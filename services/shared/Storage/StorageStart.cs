using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Storage;

/// <summary>
/// Makes what the stores need before any other part starts; a service that could not publish what it promises does not start. A store that does not
/// answer yet is waited for, with growing pauses; the server does not listen meanwhile, so nobody takes the process for ready.
/// </summary>
internal sealed partial class StorageStart(
    IStorageEngine engine, IEnumerable<StoredCollection> collections, IEnumerable<DueSource> sources, StorageSettings settings, TimeProvider time, ILogger<StorageStart> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        StoredCollection[] all = [.. collections];
        if (all.GroupBy(c => c.Shape.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"{twice.Key}: two stores have this name.");
        var mute = all.Where(c => c.Shape.Announces && !sources.Any(s => s.Collection == c.Shape.Name && s.Unpublished is not null)).Select(c => c.Shape.Name).ToArray();
        if (mute.Length > 0)
            throw new InvalidOperationException($"{string.Join(", ", mute)}: announces, but nothing publishes it; call AddMessaging and AddDueWork.");
        await Patiently(() => Prepare(all, cancellationToken), cancellationToken);
        Prepared(logger, all.Length);
    }

    private async Task Prepare(IReadOnlyList<StoredCollection> all, CancellationToken ct)
    {
        await engine.Prepare([.. all.Select(c => c.Shape)], ct);
        foreach (var collection in all) await collection.Reindex(ct);
    }

    private async Task Patiently(Func<Task> prepare, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await prepare();
                return;
            }
            // A fault of the declarations or of the file is there at the next try, too.
            catch (Exception away) when (away is not (InvalidOperationException or OperationCanceledException) && waited.Elapsed + pause <= settings.StartWithin)
            {
                NotYet(logger, attempt, away.GetType().Name, pause.TotalSeconds);
            }
            await Task.Delay(pause, time, ct);
            if (pause < LongestPause) pause *= 2;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "The storage is ready: {Collections} collections.")]
    private static partial void Prepared(ILogger logger, int collections);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage does not answer, attempt {Attempt} ({Fault}); it is tried again in {Seconds} s.")]
    private static partial void NotYet(ILogger logger, int attempt, string fault, double seconds);
}
