using System.Diagnostics;
using System.Text;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>What only a storage at the other end of a wire can do: answers lost, silence, a right to work that nobody gave back.</summary>
public sealed class MongoOutageTests : StorageTests<MongoUnderTest>
{
    [Fact]
    public async Task A_save_whose_answer_was_lost_counts_as_saved_and_is_there_once()
    {
        await using var relay = Relay();
        await using var far = await Engine.Open(relay.Port);
        var document = await far.Parcels.Add(new Parcel(), Ct, Parcels.Step("create"));
        for (var round = 1; round <= 5; round++)
        {
            var once = 0;
            var verb = $"lost{round}";
            relay.LosesAnswer = bytes => bytes.Span.IndexOf(Encoding.UTF8.GetBytes(verb)) >= 0 && Interlocked.Exchange(ref once, 1) == 0;
            document = await far.Parcels.Change(document, document.Value with { Weight = round }, Ct, Parcels.Step(verb));
            Assert.Equal(1, once);
        }
        var created = 0;
        relay.LosesAnswer = bytes => bytes.Span.IndexOf("born"u8) >= 0 && Interlocked.Exchange(ref created, 1) == 0;
        var other = await far.Parcels.Add(new Parcel { Claims = ["of-the-born"] }, Ct, Parcels.Step("born"));
        Assert.Equal(1, created);
        // An autosave has no entry to be known by: its mark says it.
        var autosaved = 0;
        relay.LosesAnswer = bytes => bytes.Span.IndexOf("autosaved"u8) >= 0 && Interlocked.Exchange(ref autosaved, 1) == 0;
        other = await far.Parcels.Change(other, other.Value with { Title = "autosaved" }, Ct);
        Assert.Equal(1, autosaved);
        Assert.True(relay.AnswersLost >= 7);
        Assert.Equal((2L, 1L), (other.Revision, other.LastNo));
        Assert.Equal(["create", "lost1", "lost2", "lost3", "lost4", "lost5"], (await Store.History(document.Id, Ct)).Select(e => e.Verb));
        Assert.Equal(document.Head, (await Store.Find(document.Id, Ct))!.Head);
    }

    [Fact]
    public async Task A_refusal_stays_a_refusal_when_its_answer_was_lost()
    {
        await using var relay = Relay();
        await using var far = await Engine.Open(relay.Port);
        var read = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        await Store.Change(read, read.Value with { Weight = 1 }, Ct, Parcels.Step("faster"));
        var once = 0;
        relay.LosesAnswer = bytes => bytes.Span.IndexOf("slower"u8) >= 0 && Interlocked.Exchange(ref once, 1) == 0;
        try
        {
            Assert.IsType<SaveResult<Parcel>.Stale>(await far.Parcels.Save(read, read.Value, Parcels.Actor, [Parcels.Step("slower")], Ct));
        }
        catch (MongoException)
        {
            // Unknown is an honest answer too; that it was saved would be a lie.
        }
        Assert.Equal(1, once);
        Assert.Equal(["create", "faster"], (await Store.History(read.Id, Ct)).Select(e => e.Verb));
    }

    [Fact]
    public async Task An_owner_that_hears_nothing_stops_before_another_may_take_over()
    {
        await using var relay = Relay();
        await using var far = await Engine.Open(relay.Port);
        Lease? theirs = null;
        await Wait.Until(async _ => (theirs = await far.Engine.TryLease(Ct)) is not null, met => met, Ct, what: "the lease is taken");
        // It beats: no one takes it, well beyond its term.
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(4))
        {
            Assert.Null(await Opened.Engine.TryLease(Ct));
            await Task.Delay(50, Ct);
        }
        Assert.False(theirs!.Lost.IsCancellationRequested);
        relay.Silent = true;
        var lostAt = TimeSpan.MaxValue;
        watch.Restart();
        await using var lost = theirs.Lost.Register(() => lostAt = watch.Elapsed);
        Lease? mine = null;
        await Wait.Until(async _ => (mine = await Opened.Engine.TryLease(Ct)) is not null, met => met, Ct, what: "another takes over");
        Assert.True(lostAt < watch.Elapsed, $"lost at {lostAt}, taken at {watch.Elapsed}");
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 40);
        relay.Silent = false;
        // The former owner cannot give back what is not its own any more.
        await theirs.DisposeAsync();
        Assert.False(mine!.Lost.IsCancellationRequested);
        Assert.Null(await far.Engine.TryLease(Ct));
        await mine.DisposeAsync();
    }

    [Fact]
    public async Task The_right_of_an_owner_that_died_is_taken_after_it_stood_still_and_not_before()
    {
        var leases = Engine.Database.GetCollection<BsonDocument>("tests_leases");
        // An owner of another time, whose beat says nothing about when: no wall clock is asked.
        await leases.ReplaceOneAsync(new BsonDocument("_id", "loop"), new BsonDocument { { "_id", "loop" }, { "owner", "gone" }, { "beat", 7L } }, new ReplaceOptions { IsUpsert = true }, Ct);
        var watch = Stopwatch.StartNew();
        var beat = 8L;
        while (watch.Elapsed < TimeSpan.FromSeconds(4))
        {
            Assert.Null(await Opened.Engine.TryLease(Ct));
            await leases.UpdateOneAsync(new BsonDocument("_id", "loop"), new BsonDocument("$set", new BsonDocument("beat", beat++)), cancellationToken: Ct);
        }
        watch.Restart();
        Lease? mine = null;
        await Wait.Until(async _ => (mine = await Opened.Engine.TryLease(Ct)) is not null, met => met, Ct, what: "the dead owner's right is taken");
        Assert.InRange(watch.Elapsed.TotalSeconds, 2.4, 30);
        await mine!.DisposeAsync();
    }

    [Fact]
    public async Task A_body_is_never_read_as_an_operator_nor_as_extended_json()
    {
        const string body = """{"$date":"2026-01-01","a.b":{"$gt":1,"":null},"%24":"$where","n":[0.1,12345678901234567890,-1E-7,1e300,true],"x":{"$numberLong":"5"},"nul\u0000":"\u0000"}""";
        Assert.Equal(body.Replace("1e300", "1E+300", StringComparison.Ordinal), MongoJson.Write(MongoJson.Read(body)));
        var row = new Row(Guid.CreateVersion7(), body, 1, 0, HistoryChain.Start, DateTimeOffset.UnixEpoch, Guid.Empty, DateTimeOffset.UnixEpoch, Guid.Empty);
        var nothing = new Projection(new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, long>(), [], [], null);
        Assert.Equal(WriteStatus.Saved, (await Opened.Engine.Save(Store.Shape, new Write(row, [], null, nothing), Ct)).Status);
        Assert.Equal(WriteStatus.Saved, (await Opened.Engine.Save(Store.Shape, new Write(row with { Revision = 2 }, [], nothing, nothing), Ct)).Status);
        var read = (await Opened.Engine.Find(Store.Shape, row.Id, Ct))!;
        Assert.Equal((2L, MongoJson.Write(MongoJson.Read(body))), (read.Revision, read.Body));
    }

    private static Relay Relay() => new(MongoUnderTest.Address.Host, MongoUnderTest.Address.Port);
}
