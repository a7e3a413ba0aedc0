using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Storage;

/// <summary>
/// The one background loop of a service: while it holds the lease it publishes what is unpublished and does what is due; see <see cref="DueWork{T}"/>.
/// A crash at any point repeats a step and never loses one, since only the mark or the saved revision takes a document off the queue.
/// </summary>
internal sealed partial class DueLoop(IStorageEngine engine, IReadOnlyList<DueSource> sources, Nudge nudge, TimeProvider time, ILogger<DueLoop> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>Documents published at once; each waits for its own confirms.</summary>
    private const int PublishWindow = 256;

    /// <summary>Timers and outward work at once, per collection: slow mail holds up neither publishing nor other collections.</summary>
    private const int TimerWindow = 16;

    /// <summary>Publishing fails because the broker is away, and shall go on soon after its return.</summary>
    private static readonly TimeSpan LongestPublishRest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestTimerRest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LeasePoll = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a stop waits for confirms and effects under way before it cancels them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (sources.Count == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await engine.TryLease(stoppingToken) is { } lease)
                {
                    await using (lease)
                    {
                        Owns(logger);
                        await Work(lease, stoppingToken);
                    }
                    Released(logger);
                }
                else await Task.Delay(LeasePoll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
#pragma warning disable CA1031 // A storage that does not answer must not end the loop.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interrupted(logger, e);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stoppingToken));
            }
        }
    }

    /// <summary>A lost lease aborts at once; a stop lets what is under way finish and be marked.</summary>
    private async Task Work(Lease lease, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost);
        await using var graceOver = stopping.Register(() => abort.CancelAfter(Grace));
        // Documents that a copy of an older version wrote after this one had started: the lease comes over when that copy ends.
        foreach (var source in sources) await source.Reindex(stop.Token);
        var lanes = sources.SelectMany(s => new[]
        {
            s.Unpublished is null ? null : new DueLane($"{s.Collection} (publishing)", s.Unpublished, PublishWindow, LongestPublishRest, nudge, time, logger),
            s.Timers is null ? null : new DueLane($"{s.Collection} (timers)", s.Timers, TimerWindow, LongestTimerRest, nudge, time, logger)
        });
        await Task.WhenAll(lanes.OfType<DueLane>().Select(lane => Task.Run(() => lane.Run(stop.Token, abort.Token), CancellationToken.None)));
    }

    /// <summary>Before any other part stops (the bus among them): what is under way still needs them.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "This process does the background work of the service.")]
    private static partial void Owns(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The background work was given back.")]
    private static partial void Released(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The background work was interrupted; it is taken up again.")]
    private static partial void Interrupted(ILogger logger, Exception e);
}
