using System.Collections.Concurrent;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>Fail points are one static place: whoever uses them runs alone.</summary>
[CollectionDefinition(nameof(FailPoints), DisableParallelization = true)]
public sealed class FailPointsAlone;

internal static class FailPointsBuild
{
#if FAILPOINTS
    public const string? Missing = null;
#else
    public const string? Missing = "Needs a build with -p:FailPoints=true: nothing was tried.";
#endif
}

[Collection(nameof(FailPoints))]
public sealed class SqliteCrashTests : CrashTests<SqliteUnderTest>;

[Collection(nameof(FailPoints))]
public sealed class MongoCrashTests : CrashTests<MongoUnderTest>;

/// <summary>A crash between any two steps: the process ends there, and another opens the store.</summary>
public abstract class CrashTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact(Skip = FailPointsBuild.Missing)]
    public async Task A_save_is_all_there_or_not_at_all_wherever_it_crashed()
    {
        var points = await Reached(async () => await Save(await Seed("trial")));
        Assert.Superset(new HashSet<string> { "before-commit", "after-commit" }, points);
        foreach (var point in points)
        {
            var before = await Seed(point);
            using (Crash(point)) await Assert.ThrowsAnyAsync<Exception>(() => Save(before));
            await Reopen();
            var there = await AssertWhole(before, point);
            // Nothing was answered, so both are right; but each point is on one side of the commit for good.
            if (point == "before-commit") Assert.False(there, $"{point}: saved before the commit");
            if (point == "after-commit") Assert.True(there, $"{point}: lost after the commit");
            // Whoever asks again gets through.
            var now = (await Store.Find(before.Id, Ct))!;
            if (!there) Assert.IsType<SaveResult<Parcel>.Saved>(await Save(now));
            Assert.True(await AssertWhole(before, point));
        }
    }

    [Fact(Skip = FailPointsBuild.Missing)]
    public async Task A_creation_is_all_there_or_not_at_all_wherever_it_crashed()
    {
        foreach (var point in await Reached(() => Create(Guid.CreateVersion7(), "trial")))
        {
            var id = Guid.CreateVersion7();
            using (Crash(point)) await Assert.ThrowsAnyAsync<Exception>(() => Create(id, point));
            await Reopen();
            var there = await Store.Find(id, Ct) is not null;
            Assert.Equal(there, (await Store.FindByKey($"{point}:new", Ct))?.Id == id);
            Assert.Equal(there ? 2 : 0, (await Store.History(id, Ct)).Count);
            Assert.Equal(there, (await Store.Walk(new([new(Parcels.Depot, point)], Parcels.ByAt), Ct)).Any(d => d.Id == id));
            Assert.Equal(there, (await Store.Walk(new([new(Parcels.Depot, point)], Parcels.ByWeight, Words: "школа"), Ct)).Any(d => d.Id == id));
            if (there) Assert.IsType<SaveResult<Parcel>.Stale>(await Create(id, point));
            else Assert.IsType<SaveResult<Parcel>.Saved>(await Create(id, point));
        }
    }

    [Fact(Skip = FailPointsBuild.Missing)]
    public async Task Of_saves_written_together_a_crash_of_one_loses_none_that_was_answered()
    {
        for (var round = 0; round < 5; round++)
        {
            var answered = new ConcurrentBag<Guid>();
            var reached = 0;
            using (Arm(name => name == "before-commit" && Interlocked.Increment(ref reached) % 7 == 0))
            {
                await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
                {
                    var id = Guid.CreateVersion7();
                    try
                    {
                        if (await Create(id, $"round-{round}-{i}") is SaveResult<Parcel>.Saved) answered.Add(id);
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        // Not answered: either is right.
                    }
                }, Ct)));
            }
            await Reopen();
            foreach (var id in answered) Assert.Equal(2, (await Store.History(id, Ct)).Count);
        }
    }

    [Fact(Skip = FailPointsBuild.Missing)]
    public async Task A_crash_at_any_point_of_publishing_or_due_work_repeats_and_loses_nothing()
    {
        string[] expected = ["before-commit", "after-commit", "before-publish", "after-publish", "after-mark", "before-effect", "after-effect"];
        var points = await Reached(async () => await Work([], 0));
        Assert.Superset(expected.ToHashSet(), points);
        foreach (var point in points)
        // SQLite commits what waits together, so a third commit need not come.
        foreach (var atPass in point.EndsWith("-commit", StringComparison.Ordinal) ? new[] { 1 } : new[] { 1, 3 })
        {
            var broker = new Broker();
            var documents = new List<Stored<Parcel>>();
            for (var i = 0; i < 6; i++) documents.Add(await Store.Add(Due(), Ct, Parcels.Step("create"), Parcels.Step("weigh")));
            var dead = 0;
            var passes = 0;
            // Dead at that pass, and for good: a process that ended reaches no later point either.
            using (Arm(name => Volatile.Read(ref dead) == 1 || (name == point && Interlocked.Increment(ref passes) == atPass && Interlocked.Exchange(ref dead, 1) == 0)))
            {
                await using (await Opened.Loop(WhileAlive(broker.From("first"), () => Volatile.Read(ref dead) == 0), Tick))
                {
                    // A group commit passes once for many: all may be done before a third pass.
                    await Wait.Until(
                        async _ => Volatile.Read(ref dead) == 1 || (atPass > 1 && await Idle()), ended => ended, Ct, what: $"{point} is reached {atPass} times");
                }
            }
            await Reopen();
            await Finish(broker, documents);
            broker.AssertOrdered();
            foreach (var document in documents)
            {
                var now = (await Store.Find(document.Id, Ct))!;
                Assert.Equal((1, 3L), (now.Value.Ticks, now.LastNo));
                Assert.True(broker.Has(document.Id, 3), $"{point}, pass {atPass}: an entry of {document.Id} was lost");
            }
        }
    }

    private async Task Work(List<Stored<Parcel>> documents, int _)
    {
        var broker = new Broker();
        documents.Add(await Store.Add(Due(), Ct, Parcels.Step("create"), Parcels.Step("weigh")));
        await Finish(broker, documents);
    }

    private async Task Finish(Broker broker, List<Stored<Parcel>> documents)
    {
        await using (await Opened.Loop(broker.From("next"), Tick))
        {
            await Wait.Until(
                async _ => (await Task.WhenAll(documents.Select(d => Store.Find(d.Id, Ct)))).All(d => d!.Value.Ticks > 0)
                            && (await Opened.Engine.Unpublished(Store.Shape, 1, Ct)).Count == 0, met => met, Ct, what: "all is done by the next process");
        }
    }

    private async Task<bool> Idle() =>
        (await Opened.Engine.Unpublished(Store.Shape, 1, Ct)).Count == 0 && (await Opened.Engine.Timers(Store.Shape, DateTimeOffset.UtcNow, 1, Ct)).Count == 0;

    private static Parcel Due() => new() { Wake = DateTimeOffset.UnixEpoch };

    private static Task<Advance<Parcel>?> Tick(Stored<Parcel> document, DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult<Advance<Parcel>?>(new(document.Value with { Ticks = document.Value.Ticks + 1, Wake = null }, Guid.Empty, Parcels.Step("tick")));

    private static PublishMessage WhileAlive(PublishMessage publish, Func<bool> alive) => (message, id, trace, ct) =>
        alive() ? publish(message, id, trace, ct) : throw new IOException("The process has ended.");

    private Task<Stored<Parcel>> Seed(string point) => Store.Add(
        new Parcel { Status = "before", Depot = point, At = 1, Title = "школа", Claims = [$"{point}:old", $"{point}:both"] }, Ct, Parcels.Step("create"));

    private Task<SaveResult<Parcel>> Save(Stored<Parcel> before) => Store.Save(
        before, before.Value with { Status = "after", At = 2, Title = "лікарня", Claims = [$"{before.Value.Depot}:both", $"{before.Value.Depot}:new"] },
        Parcels.Actor, [Parcels.Step("move", "причина"), Parcels.Step("weigh")], Ct);

    private Task<SaveResult<Parcel>> Create(Guid id, string point) => Store.Create(
        id, new Parcel { Depot = point, At = 2, Title = "школа", Claims = [$"{point}:new"] }, Parcels.Actor, [Parcels.Step("create", "причина"), Parcels.Step("weigh")], Ct);

    /// <summary>Document, history, keys, lists and words tell of the same revision. Answers whether it is the new one.</summary>
    private async Task<bool> AssertWhole(Stored<Parcel> before, string point)
    {
        var now = (await Store.Find(before.Id, Ct))!;
        var there = now.Revision == 2;
        var history = await Store.History(before.Id, Ct);
        Assert.Equal((there ? "after" : "before", there ? 3L : 1L), (now.Value.Status, now.LastNo));
        Assert.Equal(now.LastNo, history.Count);
        Assert.Null(HistoryChain.Verify(before.Id, history));
        Assert.Equal(now.Head, history[^1].Hash);
        Assert.Equal(!there, await Store.FindByKey($"{point}:old", Ct) is not null);
        Assert.Equal(there, await Store.FindByKey($"{point}:new", Ct) is not null);
        Assert.Equal(before.Id, (await Store.FindByKey($"{point}:both", Ct))?.Id);
        foreach (var (status, word, at, present) in new[] { ("before", "школа", 1L, !there), ("after", "лікарня", 2L, there) })
        {
            var id = present ? new[] { before.Id } : [];
            Where<Parcel> depot = new(Parcels.Depot, point);
            Assert.Equal(id, (await Store.Walk(new([depot], Parcels.ByAt, From: at, To: at), Ct)).Select(d => d.Id));
            Assert.Equal(id, (await Store.Walk(new([depot, new(Parcels.Status, status)], Parcels.ByAt), Ct)).Select(d => d.Id));
            Assert.Equal(id, (await Store.Walk(new([depot], Parcels.ByWeight, Words: word), Ct)).Select(d => d.Id));
        }
        return there;
    }

    private static async Task<HashSet<string>> Reached(Func<Task> work)
    {
        var names = new ConcurrentDictionary<string, bool>();
        FailPoints.OnReach = name => names[name] = true;
        try
        {
            await work();
        }
        finally
        {
            FailPoints.OnReach = null;
        }
        return [.. names.Keys];
    }

    private static Disarm Crash(string point) => Arm(name => name == point);

    private static Disarm Arm(Func<string, bool> dies)
    {
        FailPoints.OnReach = name =>
        {
            if (dies(name)) throw new IOException($"The process ended at {name}.");
        };
        return default;
    }

    private readonly struct Disarm : IDisposable
    {
        public void Dispose() => FailPoints.OnReach = null;
    }
}
