using System.Diagnostics;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqlitePublishingTests : PublishingTests<SqliteUnderTest>;

public sealed class MongoPublishingTests : PublishingTests<MongoUnderTest>;

/// <summary>The history as outbox: every entry goes out, in order within its document.</summary>
public abstract class PublishingTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task Entries_go_out_in_order_once_each_when_nothing_fails()
    {
        var broker = new Broker { Latency = TimeSpan.FromMilliseconds(2) };
        var documents = new Stored<Parcel>[30];
        for (var i = 0; i < 10; i++) documents[i] = await Store.Add(new Parcel(), Ct, Parcels.Step("create"), Parcels.Step("weigh"), Parcels.Step("label"));
        await using (await Opened.Loop(broker.From("one")))
        {
            // The others are written while the loop is at work, and saved again and again.
            for (var i = 10; i < 30; i++) documents[i] = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
            for (var round = 0; round < 5; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
                    documents[i] = await Store.Change(documents[i], documents[i].Value with { Weight = round }, Ct, Parcels.Step($"move{round}"))));
            }
            await Wait.Until(() => broker.HasAll(documents), Ct, what: "every entry is published");
        }
        broker.AssertOrdered();
        Assert.Equal(documents.Sum(d => d.LastNo), broker.Confirmed.Length);
        Assert.All(broker.Confirmed.Where(d => d.Message.No > 3), d => Assert.StartsWith("move", d.Message.Verb, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_published_is_not_published_again_by_a_later_loop_and_the_mark_is_no_revision()
    {
        var broker = new Broker();
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("create"), Parcels.Step("weigh"));
        await using (await Opened.Loop(broker.From("one"))) await Wait.Until(() => broker.Has(document.Id, 2), Ct, what: "both entries are published");
        Assert.Equal(2, broker.Confirmed.Length);
        await Reopen();
        // Saved over the revision that was read before the mark moved.
        document = await Store.Change(document, document.Value with { Weight = 9 }, Ct, Parcels.Step("move"));
        await using (await Opened.Loop(broker.From("two"))) await Wait.Until(() => broker.Has(document.Id, 3), Ct, what: "the third entry is published");
        Assert.Equal([1L, 2L, 3L], broker.Confirmed.Select(d => d.Message.No));
    }

    [Fact]
    public async Task A_save_is_published_at_once_and_with_its_trace()
    {
        var broker = new Broker();
        await using var loop = await Opened.Loop(broker.From("one"));
        var warm = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        await Wait.Until(() => broker.Has(warm.Id, 1), Ct, what: "the loop is at work");
        using var activity = new Activity("call").SetIdFormat(ActivityIdFormat.W3C).Start();
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        activity.Stop();
        await Wait.Until(() => broker.Has(document.Id, 1), Ct, what: "the entry is published");
        Assert.Contains(activity.TraceId.ToHexString(), broker.Confirmed.Single(d => d.Message.Id == document.Id).Traceparent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_broker_is_away_saves_go_on_and_everything_arrives_after_its_return()
    {
        var away = true;
        var broker = new Broker { Refuses = _ => Volatile.Read(ref away) };
        await using var loop = await Opened.Loop(broker.From("one"));
        var documents = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Store.Add(new Parcel(), Ct, Parcels.Step("create"))));
        await Wait.Until(() => broker.Attempts > 8, Ct, what: "publishing is tried");
        documents = await Task.WhenAll(documents.Select(d => Store.Change(d, d.Value, Ct, Parcels.Step("move"))));
        Assert.Empty(broker.Confirmed);
        Volatile.Write(ref away, false);
        await Wait.Until(() => broker.HasAll(documents), Ct, what: "every entry is published");
        broker.AssertOrdered();
    }

    [Fact]
    public async Task An_entry_that_fails_is_repeated_with_the_same_message_id_and_those_after_it_wait()
    {
        var refused = new HashSet<(Guid, long)>();
        var broker = new Broker
        {
            Refuses = m =>
            {
                // Each second entry fails at its first attempt.
                lock (refused) return m.No % 2 == 0 && refused.Add((m.Id, m.No));
            }
        };
        var documents = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            Store.Add(new Parcel(), Ct, [.. Enumerable.Range(1, 5).Select(n => Parcels.Step($"v{n}"))])));
        await using var loop = await Opened.Loop(broker.From("one"));
        await Wait.Until(() => broker.HasAll(documents), Ct, what: "every entry is published");
        Assert.Equal(10, refused.Count);
        broker.AssertOrdered();
    }

    [Fact]
    public async Task A_document_that_cannot_be_published_holds_up_no_other()
    {
        var stuck = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        var broker = new Broker { Refuses = m => m.Id == stuck.Id };
        await using var loop = await Opened.Loop(broker.From("one"));
        await Wait.Until(() => broker.Attempts > 0, Ct, what: "the stuck one is tried");
        var others = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Store.Add(new Parcel(), Ct, Parcels.Step("create"))));
        await Wait.Until(() => broker.HasAll(others), Ct, what: "the others are published");
        broker.Refuses = static _ => false;
        await Wait.Until(() => broker.Has(stuck.Id, 1), Ct, what: "the stuck one is published");
    }

    [Fact]
    public async Task Two_loops_at_once_publish_no_entry_at_the_same_time_and_one_goes_on_alone()
    {
        var broker = new Broker { Latency = TimeSpan.FromMilliseconds(3) };
        await using var elsewhere = await Engine.Open();
        var first = await Opened.Loop(broker.From("one"));
        await using var second = await elsewhere.Loop(broker.From("two"));
        var documents = new List<Stored<Parcel>>();
        for (var round = 0; round < 10; round++)
        {
            foreach (var store in new[] { Store, elsewhere.Parcels })
                documents.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Add(new Parcel(), Ct, Parcels.Step("create"), Parcels.Step("move")))));
        }
        await Wait.Until(() => broker.HasAll(documents), Ct, what: "every entry is published");
        Assert.Equal(0, broker.Overlaps);
        Assert.Single(broker.Confirmed.Select(d => d.Sender).Distinct());
        Assert.Equal(documents.Count * 2, broker.Confirmed.Length);

        // The one that did the work ends with work left over; the other goes on with it.
        var owner = broker.Confirmed[0].Sender;
        var more = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Store.Add(new Parcel(), Ct, Parcels.Step("create"), Parcels.Step("move"))));
        if (owner == "one") await first.DisposeAsync();
        else await second.DisposeAsync();
        var last = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        await Wait.Until(() => broker.HasAll([.. more, last]), Ct, what: "the other loop publishes the rest");
        await first.DisposeAsync();
        Assert.NotEqual(owner, broker.Confirmed.Single(d => d.Message.Id == last.Id).Sender);
        Assert.Equal(0, broker.Overlaps);
        // A graceful end repeats nothing.
        Assert.Equal((documents.Count * 2) + (more.Length * 2) + 1, broker.Confirmed.Length);
        broker.AssertOrdered();
    }

    [Fact]
    public async Task The_right_to_work_is_held_by_one_at_a_time_and_given_back_at_once()
    {
        await using var elsewhere = await Engine.Open();
        Lease? mine = null;
        await Wait.Until(async _ => (mine = await Opened.Engine.TryLease(Ct)) is not null, met => met, Ct, what: "the lease is taken");
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await elsewhere.Engine.TryLease(Ct));
            Assert.Null(await Opened.Engine.TryLease(Ct));
        }
        Assert.False(mine!.Lost.IsCancellationRequested);
        await mine.DisposeAsync();
        var theirs = await elsewhere.Engine.TryLease(Ct);
        Assert.NotNull(theirs);
        Assert.Null(await Opened.Engine.TryLease(Ct));
        await theirs.DisposeAsync();
    }

    [Fact]
    public async Task Entries_of_a_collection_that_does_not_announce_are_never_due()
    {
        await Reopen(Parcels.Declared with { Announces = false });
        var silent = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        await Store.Change(silent, silent.Value, Ct, Parcels.Step("move"));
        Assert.Empty(await Opened.Engine.Unpublished(Store.Shape, 10, Ct));
        Assert.Equal(2, (await Store.History(silent.Id, Ct)).Count);
    }
}
