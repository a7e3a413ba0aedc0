using System.Collections.Concurrent;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>One lane of the background loop, without a storage.</summary>
public sealed class DueLaneTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Nudge _nudge = new();

    [Fact]
    public async Task A_document_that_finishes_while_due_work_is_being_read_is_not_started_again()
    {
        var id = Guid.CreateVersion7();
        var (starts, reads) = (0, 0);
        var finish = new TaskCompletionSource();
        var job = new DueJob(id, async _ =>
        {
            Interlocked.Increment(ref starts);
            await finish.Task;
            return true;
        });
        await Run(Take, () => Volatile.Read(ref reads) >= 4, nudged: false);
        Assert.Equal(1, starts);

        async Task<IReadOnlyList<DueJob>> Take(int limit, CancellationToken ct)
        {
            switch (Interlocked.Increment(ref reads))
            {
                case 1: return [job];
                case 2:
                    // This reading began before the document was done, and answers after.
                    var done = _nudge.Next;
                    finish.SetResult();
                    await done;
                    return [job];
                default: return [];
            }
        }
    }

    [Fact]
    public async Task A_document_that_fails_rests_ever_longer_and_the_others_go_on()
    {
        var (bad, good) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (failures, successes) = (0, 0);
        DueJob[] jobs =
        [
            new(bad, _ =>
            {
                Interlocked.Increment(ref failures);
                throw new InvalidDataException("poison");
            }),
            new(good, _ =>
            {
                Interlocked.Increment(ref successes);
                return Task.FromResult(true);
            })
        ];
        await Run((_, _) => Task.FromResult<IReadOnlyList<DueJob>>(jobs), () => Volatile.Read(ref successes) > 20);
        Assert.Equal(1, failures);
    }

    [Fact]
    public async Task While_the_other_side_is_away_few_are_tried_and_all_go_on_with_the_first_that_succeeds()
    {
        var tried = new ConcurrentDictionary<Guid, bool>();
        var done = new ConcurrentDictionary<Guid, bool>();
        var away = true;
        Guid[] ids = [.. Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7())];
        var reads = 0;
        await Run(Take, () =>
        {
            if (Volatile.Read(ref reads) < 60) return false;
            if (away) Assert.InRange(tried.Count, 8, 100);
            away = false;
            // Those that were tried rest; one that was not is the first to succeed.
            if (done.IsEmpty) _time.Advance(TimeSpan.FromSeconds(1.1));
            return done.Count == ids.Length;
        }, window: 16);

        Task<IReadOnlyList<DueJob>> Take(int limit, CancellationToken ct)
        {
            Interlocked.Increment(ref reads);
            return Task.FromResult<IReadOnlyList<DueJob>>([.. ids.Where(id => !done.ContainsKey(id)).Take(limit).Select(id => new DueJob(id, _ =>
            {
                tried[id] = true;
                if (away) throw new IOException("away");
                return Task.FromResult(done[id] = true);
            }))]);
        }
    }

    [Fact]
    public async Task Documents_that_always_fail_hide_no_healthy_one_however_many_they_are()
    {
        var done = new ConcurrentDictionary<Guid, bool>();
        Guid[] bad = [.. Enumerable.Range(0, 150).Select(_ => Guid.CreateVersion7())];
        Guid[] good = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];
        await Run((limit, _) => Task.FromResult<IReadOnlyList<DueJob>>([.. bad.Concat(good.Where(id => !done.ContainsKey(id))).Take(limit).Select(id => new DueJob(id, _ =>
        {
            if (bad.Contains(id)) throw new InvalidDataException("poison");
            return Task.FromResult(done[id] = true);
        }))]), () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return done.Count == good.Length;
        });
    }

    private async Task Run(Func<int, CancellationToken, Task<IReadOnlyList<DueJob>>> take, Func<bool> until, int window = 256, bool nudged = true)
    {
        var ct = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lane = new DueLane("test", take, window, TimeSpan.FromSeconds(30), _nudge, _time, NullLogger.Instance);
        var running = lane.Run(stop.Token, ct);
        await Wait.Until(() =>
        {
            if (nudged) _nudge.Set();
            return until();
        }, ct, what: "the lane has come so far");
        await stop.CancelAsync();
        await running;
    }
}
