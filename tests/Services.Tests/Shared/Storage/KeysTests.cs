using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteKeysTests : KeysTests<SqliteUnderTest>;

public sealed class MongoKeysTests : KeysTests<MongoUnderTest>;

/// <summary>Unique keys: a rule across documents, claimed and released by the save itself.</summary>
public abstract class KeysTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task Of_sixteen_writers_racing_for_a_key_exactly_one_gets_it()
    {
        await using var elsewhere = await Engine.Open();
        for (var round = 0; round < 10; round++)
        {
            var key = $"place:{round}";
            using var start = new Barrier(16);
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(() =>
            {
                var store = i % 2 == 0 ? Store : elsewhere.Parcels;
                start.SignalAndWait(Ct);
                return store.Create(Guid.CreateVersion7(), new Parcel { Depot = $"round{round}", Claims = [$"own:{round}:{i}", key] }, Parcels.Actor, [Parcels.Step("create")], Ct);
            }, Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            var winner = Assert.Single(results.OfType<SaveResult<Parcel>.Saved>()).Document;
            Assert.All(results.OfType<SaveResult<Parcel>.Taken>(), taken => Assert.Equal(key, taken.Key));
            Assert.Equal(15, results.OfType<SaveResult<Parcel>.Taken>().Count());
            Assert.Equal(winner.Id, (await Store.FindByKey(key, Ct))?.Id);
            // The losers left nothing: neither a document nor their own keys.
            Assert.Single(await Store.Walk(new([new(Parcels.Depot, $"round{round}")], Parcels.ByWeight), Ct));
            for (var i = 0; i < 16; i++)
            {
                var holder = await Store.FindByKey($"own:{round}:{i}", Ct);
                Assert.True(holder is null || holder.Id == winner.Id);
            }
        }
    }

    [Fact]
    public async Task Of_sixteen_documents_changed_at_once_one_takes_the_key_and_the_others_stay_as_they_were()
    {
        var documents = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Store.Add(new Parcel(), Ct, Parcels.Step("create"))));
        for (var round = 0; round < 10; round++)
        {
            var key = $"busy:{round}";
            var results = await Task.WhenAll(documents.Select(d =>
                Task.Run(() => Store.Save(d, d.Value with { Claims = [key] }, Parcels.Actor, [Parcels.Step("claim")], Ct), Ct)));
            var winner = Assert.Single(results.OfType<SaveResult<Parcel>.Saved>()).Document;
            Assert.Equal(15, results.OfType<SaveResult<Parcel>.Taken>().Count());
            for (var i = 0; i < documents.Length; i++)
            {
                var now = (await Store.Find(documents[i].Id, Ct))!;
                Assert.Equal(now.Id == winner.Id ? winner.Revision : documents[i].Revision, now.Revision);
                documents[i] = now;
            }
        }
    }

    [Fact]
    public async Task A_key_is_released_by_the_save_that_no_longer_names_it()
    {
        var holder = await Store.Add(new Parcel { Claims = ["day:1", "day:2"] }, Ct);
        var other = await Store.Add(new Parcel { Claims = ["day:3"] }, Ct);
        var taken = Assert.IsType<SaveResult<Parcel>.Taken>(await Store.Save(other, other.Value with { Claims = ["day:2", "day:3"] }, Parcels.Actor, [], Ct));
        Assert.Equal("day:2", taken.Key);
        holder = await Store.Change(holder, holder.Value with { Claims = ["day:1"] }, Ct);
        other = await Store.Change(other, other.Value with { Claims = ["day:2", "day:3"] }, Ct);
        Assert.Equal(other.Id, (await Store.FindByKey("day:2", Ct))?.Id);
        await Store.Change(holder, holder.Value with { Claims = [] }, Ct);
        Assert.Null(await Store.FindByKey("day:1", Ct));
        await Store.Add(new Parcel { Claims = ["day:1"] }, Ct);
    }

    [Fact]
    public async Task A_document_keeps_its_own_keys_through_its_saves()
    {
        var document = await Store.Add(new Parcel { Claims = ["mine", "mine", "too"] }, Ct);
        for (var i = 0; i < 3; i++) document = await Store.Change(document, document.Value with { Weight = i }, Ct);
        Assert.Equal(document.Id, (await Store.FindByKey("mine", Ct))?.Id);
        Assert.IsType<SaveResult<Parcel>.Taken>(await Store.Create(Guid.CreateVersion7(), new Parcel { Claims = ["mine"] }, Parcels.Actor, [], Ct));
    }

    [Fact]
    public async Task Of_several_taken_keys_the_first_declared_is_named()
    {
        await Store.Add(new Parcel { Claims = ["z"] }, Ct);
        await Store.Add(new Parcel { Claims = ["a"] }, Ct);
        var taken = Assert.IsType<SaveResult<Parcel>.Taken>(
            await Store.Create(Guid.CreateVersion7(), new Parcel { Claims = ["free", "z", "a"] }, Parcels.Actor, [], Ct));
        Assert.Equal("z", taken.Key);
        Assert.Null(await Store.FindByKey("free", Ct));
    }

    [Fact]
    public async Task Any_number_of_documents_hold_no_key_at_all()
    {
        var documents = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.Add(new Parcel { Depot = "keyless" }, Ct)));
        await Task.WhenAll(documents.Select(d => Store.Change(d, d.Value with { Weight = 1 }, Ct)));
        Assert.Equal(20, (await Store.Walk(new([new(Parcels.Depot, "keyless")], Parcels.ByWeight), Ct)).Count);
    }

    [Fact]
    public async Task A_key_is_a_value_and_never_part_of_a_query()
    {
        await Store.Add(new Parcel { Claims = ["other"] }, Ct);
        foreach (var key in new[] { "{\"$ne\":null}", "x' OR '1'='1", ".*", "$where", "Ключ" })
        {
            Assert.Null(await Store.FindByKey(key, Ct));
            var holder = await Store.Add(new Parcel { Claims = [key] }, Ct);
            Assert.Equal(holder.Id, (await Store.FindByKey(key, Ct))?.Id);
            Assert.Null(await Store.FindByKey(key.ToUpperInvariant() + "2", Ct));
        }
    }
}
