using System.Collections.Concurrent;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteTimerTests : TimerTests<SqliteUnderTest>;

public sealed class MongoTimerTests : TimerTests<MongoUnderTest>;

/// <summary>Due timers: pure ticks and outward work, once in effect.</summary>
public abstract class TimerTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    private static DateTimeOffset Past => DateTimeOffset.UtcNow.AddMinutes(-1);

    [Fact]
    public async Task A_due_timer_fires_once_in_effect_with_two_loops_at_once()
    {
        await using var elsewhere = await Engine.Open();
        var documents = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Store.Add(new Parcel { Wake = Past }, Ct, Parcels.Step("create"))));
        var broker = new Broker();
        await using (await Opened.Loop(broker.From("one"), Tick))
        await using (await elsewhere.Loop(broker.From("two"), Tick))
        {
            await Wait.Until(async _ => (await All(documents)).All(d => d.Value.Ticks > 0), met => met, Ct, what: "every timer has fired");
            // Documents go out side by side: that a later one is out says nothing of these.
            await Wait.Until(() => documents.All(d => broker.Has(d.Id, 2)), Ct, what: "every entry is out");
            await Settled(broker);
        }
        foreach (var document in await All(documents))
        {
            Assert.Equal((1, 2L), (document.Value.Ticks, document.Revision));
            Assert.Equal(["create", "tick"], (await Store.History(document.Id, Ct)).Select(e => e.Verb));
        }
    }

    [Fact]
    public async Task Of_two_who_do_the_same_due_work_the_second_changes_nothing()
    {
        await using var elsewhere = await Engine.Open();
        var document = await Store.Add(new Parcel { Wake = Past }, Ct, Parcels.Step("create"));
        for (var round = 1; round <= 20; round++)
        {
            var one = Store.Read(Assert.Single(await Opened.Engine.Timers(Store.Shape, DateTimeOffset.UtcNow, 10, Ct)))!;
            var two = elsewhere.Parcels.Read(Assert.Single(await elsewhere.Engine.Timers(Store.Shape, DateTimeOffset.UtcNow, 10, Ct)))!;
            var results = await Task.WhenAll(
                Task.Run(() => Store.Save(one, one.Value with { Ticks = round }, Parcels.Actor, [Parcels.Step("tick")], Ct), Ct),
                Task.Run(() => elsewhere.Parcels.Save(two, two.Value with { Ticks = round }, Parcels.Actor, [Parcels.Step("tick")], Ct), Ct));
            Assert.Single(results.OfType<SaveResult<Parcel>.Saved>());
        }
        Assert.Equal(21, (await Store.History(document.Id, Ct)).Count);
    }

    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero));
        await using var opened = await Engine.Open(time);
        var store = opened.Parcels;
        var later = await store.Add(new Parcel { Wake = time.GetUtcNow().AddHours(1) }, Ct);
        var cleared = await store.Add(new Parcel { Wake = time.GetUtcNow().AddHours(1) }, Ct);
        cleared = await store.Change(cleared, cleared.Value with { Wake = null }, Ct);
        var broker = new Broker();
        await using var loop = await opened.Loop(broker.From("one"), Tick);
        var now = await store.Add(new Parcel { Wake = time.GetUtcNow() }, Ct);
        await Wait.Until(async _ => (await store.Find(now.Id, Ct))!.Value.Ticks == 1, met => met, Ct, what: "the timer of now fires");
        Assert.Equal(0, (await store.Find(later.Id, Ct))!.Value.Ticks);
        time.Advance(TimeSpan.FromHours(1));
        await Wait.Until(async _ => (await store.Find(later.Id, Ct))!.Value.Ticks == 1, met => met, Ct, what: "the timer of an hour later fires");
        Assert.Equal(cleared.Revision, (await store.Find(cleared.Id, Ct))!.Revision);
    }

    [Fact]
    public async Task A_timer_that_is_set_again_fires_again()
    {
        var document = await Store.Add(new Parcel { Wake = Past }, Ct);
        await using var loop = await Opened.Loop(new Broker().From("one"), (d, _, _) => Task.FromResult<Advance<Parcel>?>(
            new(d.Value with { Ticks = d.Value.Ticks + 1, Wake = d.Value.Ticks == 4 ? null : Past }, Guid.Empty, Parcels.Step("tick"))));
        await Wait.Until(async _ => (await Store.Find(document.Id, Ct))!.Value.Wake is null, met => met, Ct, what: "the last tick");
        Assert.Equal(5, (await Store.History(document.Id, Ct)).Count);
    }

    [Fact]
    public async Task Slow_due_work_holds_up_neither_publishing_nor_a_stop()
    {
        var under = 0;
        using var release = new SemaphoreSlim(0);
        var slow = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Store.Add(new Parcel { Wake = Past }, Ct)));
        var broker = new Broker();
        await using (await Opened.Loop(broker.From("one"), async (d, now, ct) =>
                     {
                         Interlocked.Increment(ref under);
                         await release.WaitAsync(ct);
                         return await Tick(d, now, ct);
                     }))
        {
            await Wait.Until(() => Volatile.Read(ref under) > 0, Ct, what: "slow work is under way");
            var documents = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Store.Add(new Parcel(), Ct, Parcels.Step("create"))));
            await Wait.Until(() => broker.HasAll(documents), Ct, what: "publishing goes on");
            Assert.All(await All(slow), d => Assert.Equal(0, d.Value.Ticks));
            release.Release(slow.Length);
            await Wait.Until(async _ => (await All(slow)).All(d => d.Value.Ticks == 1), met => met, Ct, what: "the slow work is done");
        }
    }

    [Fact]
    public async Task Due_work_that_has_nothing_to_do_or_fails_is_tried_again_and_holds_up_no_other()
    {
        var calls = new ConcurrentDictionary<Guid, int>();
        var nothing = await Store.Add(new Parcel { Wake = Past, Depot = "nothing" }, Ct);
        var failing = await Store.Add(new Parcel { Wake = Past, Depot = "failing" }, Ct);
        await using var loop = await Opened.Loop(new Broker().From("one"), (d, now, ct) =>
        {
            var call = calls.AddOrUpdate(d.Id, 1, (_, n) => n + 1);
            return d.Value.Depot switch
            {
                "nothing" when call < 3 => Task.FromResult<Advance<Parcel>?>(null),
                "failing" when call < 3 => throw new InvalidOperationException("The mail server is away."),
                _ => Tick(d, now, ct)
            };
        });
        var others = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Store.Add(new Parcel { Wake = Past }, Ct)));
        await Wait.Until(async _ => (await All(others)).All(d => d.Value.Ticks == 1), met => met, Ct, what: "the others fire");
        await Wait.Until(async _ => (await All([nothing, failing])).All(d => d.Value.Ticks == 1), met => met, Ct, what: "both are tried again until they are done");
        Assert.All([nothing.Id, failing.Id], id => Assert.Equal(3, calls[id]));
    }

    [Fact]
    public async Task What_a_person_saves_during_due_work_is_not_overwritten_by_it()
    {
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var document = await Store.Add(new Parcel { Wake = Past }, Ct, Parcels.Step("create"));
        await using var loop = await Opened.Loop(new Broker().From("one"), async (d, now, ct) =>
        {
            entered.TrySetResult();
            await go.Task.WaitAsync(ct);
            return await Tick(d, now, ct);
        });
        await entered.Task.WaitAsync(Wait.Default, Ct);
        await Store.Change(document, document.Value with { Title = "людина" }, Ct, Parcels.Step("write"));
        go.SetResult();
        await Wait.Until(async _ => (await Store.Find(document.Id, Ct))!.Value.Ticks == 1, met => met, Ct, what: "the timer fires upon what was written");
        Assert.Equal("людина", (await Store.Find(document.Id, Ct))!.Value.Title);
        Assert.Equal(["create", "write", "tick"], (await Store.History(document.Id, Ct)).Select(e => e.Verb));
    }

    private static Task<Advance<Parcel>?> Tick(Stored<Parcel> document, DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult<Advance<Parcel>?>(new(document.Value with { Ticks = document.Value.Ticks + 1, Wake = null }, Guid.Empty, Parcels.Step("tick")));

    private Task<Stored<Parcel>[]> All(IEnumerable<Stored<Parcel>> documents) => Task.WhenAll(documents.Select(async d => (await Store.Find(d.Id, Ct))!));

    /// <summary>A later timer has fired and its entry is out: the loop went round since, and whatever would have come twice has come.</summary>
    private async Task Settled(Broker broker)
    {
        for (var i = 0; i < 3; i++)
        {
            var sentinel = await Store.Add(new Parcel { Wake = Past }, Ct, Parcels.Step("create"));
            await Wait.Until(() => broker.Has(sentinel.Id, 2), Ct, what: "a later timer fires");
        }
    }
}
