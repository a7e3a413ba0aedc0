using Alliance.Shared.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteSavingTests : SavingTests<SqliteUnderTest>;

public sealed class MongoSavingTests : SavingTests<MongoUnderTest>;

/// <summary>Revisions: nothing is overwritten that was not read.</summary>
public abstract class SavingTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task A_document_reads_back_as_it_was_saved()
    {
        var written = new Parcel
        {
            Status = "new",
            Topics = ["water", "energy"],
            At = 5,
            Weight = long.MaxValue,
            Title = "Об’єкт „Ї“ \u0000 \"лапки\" \\ \n 🏗",
            Wake = new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)
        };
        var saved = await Store.Add(written, Ct, Parcels.Step("create"));
        var read = await Store.Find(saved.Id, Ct);
        Assert.NotNull(read);
        Assert.Equivalent(written, read.Value, strict: true);
        Assert.Equal(saved with { Value = read.Value }, read);
        Assert.Equal((1L, 1L, Parcels.Actor, Parcels.Actor), (read.Revision, read.LastNo, read.CreatedBy, read.UpdatedBy));
        Assert.Equal(TimeSpan.Zero, read.CreatedAt.Offset);
        Assert.Null(await Store.Find(Guid.CreateVersion7(), Ct));
    }

    [Fact]
    public async Task Each_save_is_one_revision_more_and_keeps_who_created_it()
    {
        var other = Guid.CreateVersion7();
        var created = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        var second = Assert.IsType<SaveResult<Parcel>.Saved>(
            await Store.Save(created, created.Value with { Weight = 2 }, other, [Parcels.Step("weigh"), Parcels.Step("label")], Ct)).Document;
        var autosaved = await Store.Change(second, second.Value with { Weight = 3 }, Ct);
        Assert.Equal((2L, 3L, other), (second.Revision, second.LastNo, second.UpdatedBy));
        Assert.Equal((3L, 3L, second.Head), (autosaved.Revision, autosaved.LastNo, autosaved.Head));
        Assert.Equal(Parcels.Actor, autosaved.CreatedBy);
        Assert.Equal(created.CreatedAt, autosaved.CreatedAt);
        var read = await Store.Find(created.Id, Ct);
        Assert.Equal(autosaved with { Value = read!.Value }, read);
        Assert.Equal(3, read.Value.Weight);
    }

    [Fact]
    public async Task A_stale_save_is_refused_and_changes_nothing()
    {
        var first = await Store.Add(new Parcel { Title = "перша", Claims = ["a"] }, Ct, Parcels.Step("create"));
        var second = await Store.Change(first, first.Value with { Title = "друга" }, Ct, Parcels.Step("rename"));
        var result = await Store.Save(first, first.Value with { Title = "чужа", Claims = ["b"], Status = "lost" }, Parcels.Actor, [Parcels.Step("lose")], Ct);
        Assert.IsType<SaveResult<Parcel>.Stale>(result);
        var read = await Store.Find(first.Id, Ct);
        Assert.Equal(second with { Value = read!.Value }, read);
        Assert.Equal("друга", read.Value.Title);
        Assert.Equal(["create", "rename"], (await Store.History(first.Id, Ct)).Select(e => e.Verb));
        Assert.Null(await Store.FindByKey("b", Ct));
        Assert.Equal(first.Id, (await Store.FindByKey("a", Ct))?.Id);
        Assert.Empty(await Store.Walk(new([new(Parcels.Status, "lost")], Parcels.ByAt), Ct));
        Assert.Empty(await Store.Walk(new([], Parcels.ByWeight, Words: "чужа"), Ct));
    }

    [Fact]
    public async Task The_same_id_is_created_once()
    {
        var id = Guid.CreateVersion7();
        for (var round = 0; round < 10; round++)
        {
            id = Guid.CreateVersion7();
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Store.Create(id, new Parcel { Weight = i, Claims = [$"{id}:{i}"] }, Parcels.Actor, [Parcels.Step("create")], Ct)));
            var winner = Assert.Single(results.OfType<SaveResult<Parcel>.Saved>());
            Assert.Equal(7, results.OfType<SaveResult<Parcel>.Stale>().Count());
            Assert.Equal(winner.Document.Value.Weight, (await Store.Find(id, Ct))!.Value.Weight);
        }
        Assert.Single(await Store.History(id, Ct));
    }

    [Fact]
    public async Task Of_two_writers_on_one_revision_exactly_one_wins()
    {
        // Two openings of one store: two processes, as far as the storage can tell.
        await using var elsewhere = await Engine.Open();
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        for (var round = 1; round <= 100; round++)
        {
            Store<Parcel>[] stores = [Store, elsewhere.Parcels];
            var results = await Task.WhenAll(stores.Select((store, i) =>
                Task.Run(() => store.Save(document, document.Value with { Weight = (round * 10) + i }, Parcels.Actor, [Parcels.Step($"w{i}")], Ct), Ct)));
            var winner = Assert.Single(results.OfType<SaveResult<Parcel>.Saved>()).Document;
            Assert.Single(results.OfType<SaveResult<Parcel>.Stale>());
            document = (await Store.Find(document.Id, Ct))!;
            Assert.Equal((round + 1L, round + 1L, winner.Value.Weight, winner.Head), (document.Revision, document.LastNo, document.Value.Weight, document.Head));
        }
        var history = await elsewhere.Parcels.History(document.Id, Ct);
        Assert.Equal(Enumerable.Range(1, 101).Select(n => (long)n), history.Select(e => e.No));
    }

    [Fact]
    public async Task Two_who_do_the_very_same_in_the_same_instant_are_told_apart()
    {
        // A clock that stands still: both entries have one and the same hash.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var one = await Engine.Open(clock);
        await using var two = await Engine.Open(clock);
        var id = Guid.CreateVersion7();
        var created = Assert.IsType<SaveResult<Parcel>.Saved>(await one.Parcels.Create(id, new Parcel(), Parcels.Actor, [Parcels.Step("create")], Ct)).Document;
        Assert.IsType<SaveResult<Parcel>.Stale>(await two.Parcels.Create(id, new Parcel(), Parcels.Actor, [Parcels.Step("create")], Ct));
        Assert.IsType<SaveResult<Parcel>.Saved>(await one.Parcels.Save(created, created.Value, Parcels.Actor, [Parcels.Step("move")], Ct));
        Assert.IsType<SaveResult<Parcel>.Stale>(await two.Parcels.Save(created, created.Value, Parcels.Actor, [Parcels.Step("move")], Ct));
        Assert.Equal(2, (await Store.History(id, Ct)).Count);
    }

    [Fact]
    public async Task Many_writers_that_read_again_after_a_refusal_lose_no_change()
    {
        var id = (await Store.Add(new Parcel(), Ct)).Id;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var read = (await Store.Find(id, Ct))!;
                if (await Store.Save(read, read.Value with { Weight = read.Value.Weight + 1 }, Parcels.Actor, [Parcels.Step("add")], Ct) is SaveResult<Parcel>.Saved) done++;
            }
        }, Ct)));
        var end = (await Store.Find(id, Ct))!;
        Assert.Equal((80L, 81L, 80L), (end.Value.Weight, end.Revision, end.LastNo));
    }

    [Fact]
    public async Task What_was_saved_is_there_after_the_store_is_opened_anew()
    {
        var saved = await Store.Add(new Parcel { Title = "тепло", Claims = ["kept"] }, Ct, Parcels.Step("create", "причина"));
        await Reopen();
        var read = await Store.Find(saved.Id, Ct);
        Assert.Equal(saved with { Value = read!.Value }, read);
        Assert.Equal("причина", Assert.Single(await Store.History(saved.Id, Ct)).Text);
        Assert.Equal(saved.Id, (await Store.FindByKey("kept", Ct))?.Id);
    }
}
