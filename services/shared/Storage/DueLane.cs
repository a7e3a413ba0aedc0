using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Storage;

/// <summary>One kind of due work of one collection: several documents at once, never one document twice at once, failures rest.</summary>
internal sealed partial class DueLane(
    string name, Func<int, CancellationToken, Task<IReadOnlyList<DueJob>>> take, int window, TimeSpan longestRest, Nudge nudge, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    /// <summary>Failures in a row after which the other side is taken to be away: a few attempts at a time until one succeeds.</summary>
    private const int AwayAfter = 8;
    private const int ProbesWhileAway = 4;

    /// <summary>Resting documents stand first in the queue; this many are read past, and while the other side is away no more than that are tried at all.</summary>
    private const int MostRestingRead = 4096;
    private const int MostRestingReadWhileAway = 64;
    private const int WideLookEvery = 8;

    private readonly Dictionary<Guid, Task> _inFlight = [];
    private readonly ConcurrentQueue<Guid> _finished = new();
    private readonly ConcurrentDictionary<Guid, Rest> _resting = new();
    private int _running;
    private int _failures;
    private int _looksWhileAway;
    private bool _moreWaits;

    /// <summary>Takes work until <paramref name="stop"/>, then waits for what is under way; <paramref name="abort"/> cancels that too.</summary>
    public async Task Run(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            var wake = nudge.Next;
            try
            {
                await StartDue(stop, abort);
                await Wait(wake, Poll, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
#pragma warning disable CA1031 // A storage that does not answer must not end the loop.
            catch (Exception e)
#pragma warning restore CA1031
            {
                CouldNotLook(logger, name, e);
                await Wait(Task.Delay(Timeout.Infinite, stop), FirstRest, stop);
            }
        }
        await Task.WhenAll(_inFlight.Values);
    }

    private async Task StartDue(CancellationToken stop, CancellationToken abort)
    {
        // Only what finished before this reading begins is forgotten: the reading may still show a document that finishes meanwhile, with entries already out.
        while (_finished.TryDequeue(out var finished)) _inFlight.Remove(finished);
        var away = Volatile.Read(ref _failures) >= AwayAfter;
        var free = (away ? Math.Min(window, ProbesWhileAway) : window) - _inFlight.Count;
        if (free <= 0) return;

        // Now and then past all that rest: documents that fail for themselves must not pass for an absence and hide the healthy ones behind them.
        var wide = !away || ++_looksWhileAway % WideLookEvery == 0;
        var limit = free + _inFlight.Count + Math.Min(_resting.Count, wide ? MostRestingRead : MostRestingReadWhileAway);
        var jobs = await take(limit, stop);
        _moreWaits = jobs.Count == limit;
        foreach (var job in jobs)
        {
            if (free == 0) break;
            if (_inFlight.ContainsKey(job.Id) || (_resting.TryGetValue(job.Id, out var rest) && rest.Until > time.GetTimestamp())) continue;
            Interlocked.Increment(ref _running);
            _inFlight[job.Id] = Task.Run(() => Do(job, abort), CancellationToken.None);
            free--;
        }
    }

    private async Task Do(DueJob job, CancellationToken abort)
    {
        try
        {
            if (await job.Run(abort)) Succeeded(job.Id);
            else LetRest(job.Id);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested) { }
#pragma warning disable CA1031 // Whatever it was, this document rests and the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var attempt = LetRest(job.Id);
            // One line when the other side goes away, not one for each attempt to find it back.
            switch (Interlocked.Increment(ref _failures))
            {
                case < AwayAfter: Failed(logger, name, job.Id, attempt, e); break;
                case AwayAfter: Away(logger, name, e); break;
                default: StillAway(logger, name, job.Id, attempt, e); break;
            }
        }
        finally
        {
            _finished.Enqueue(job.Id);
            // The next reading is worth it when half of the window is free again.
            var running = Interlocked.Decrement(ref _running);
            if (running == 0 || (_moreWaits && running == window / 2)) nudge.Set();
        }
    }

    private void Succeeded(Guid id)
    {
        // The other side is back: nobody rests for its absence any longer.
        if (Interlocked.Exchange(ref _failures, 0) < AwayAfter)
        {
            _resting.TryRemove(id, out _);
            return;
        }
        _resting.Clear();
        Back(logger, name);
    }

    private int LetRest(Guid id)
    {
        var attempts = _resting.TryGetValue(id, out var rest) ? rest.Attempts + 1 : 1;
        var seconds = Math.Min(longestRest.TotalSeconds, FirstRest.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 10)));
        _resting[id] = new Rest(attempts, time.GetTimestamp() + (long)(seconds * time.TimestampFrequency));
        return attempts;
    }

    private static async Task Wait(Task wake, TimeSpan atMost, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(wake, Task.Delay(atMost, over.Token));
        await over.CancelAsync();
    }

    private sealed record Rest(int Attempts, long Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work of {Lane}: document {Id} failed, attempt {Attempt}; it rests.")]
    private static partial void Failed(ILogger logger, string lane, Guid id, int attempt, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work of {Lane} fails again and again; it goes on with a few attempts at a time.")]
    private static partial void Away(ILogger logger, string lane, Exception e);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Due work of {Lane}: document {Id} failed, attempt {Attempt}.")]
    private static partial void StillAway(ILogger logger, string lane, Guid id, int attempt, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Due work of {Lane} succeeds again.")]
    private static partial void Back(ILogger logger, string lane);

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work of {Lane} could not be looked for.")]
    private static partial void CouldNotLook(ILogger logger, string lane, Exception e);
}
