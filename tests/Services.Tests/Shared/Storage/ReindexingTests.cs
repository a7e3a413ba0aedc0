using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteReindexingTests : ReindexingTests<SqliteUnderTest>;

public sealed class MongoReindexingTests : ReindexingTests<MongoUnderTest>;

/// <summary>A declaration that says something else than before.</summary>
public abstract class ReindexingTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    private static readonly Sort<Parcel> ByTicks = new("ticks", d => d.Value.Ticks);
    private static readonly Facet<Parcel> Heavy = new("heavy", d => [d.Value.Weight > 10 ? "yes" : "no"], ByTicks, Parcels.ByAt);
    private static readonly Facet<Parcel> Status = new("status", d => [d.Value.Status == "new" ? "fresh" : d.Value.Status], Parcels.ByAt);

    private static readonly Declaration<Parcel> Next = Parcels.Declared with
    {
        Version = 2,
        Sorts = [Parcels.ByAt, Parcels.ByWeight, ByTicks],
        Facets = [Status, Parcels.Depot, Parcels.Topic, Heavy],
        Text = d => [d.Value.Depot],
        DueAt = d => d.Value.Ticks == 7 ? DateTimeOffset.UnixEpoch : null
    };

    [Fact]
    public async Task A_higher_version_finds_what_an_older_one_stored_and_changes_no_revision()
    {
        // More than one batch.
        var all = await Task.WhenAll(Enumerable.Range(0, 450).Select(i =>
            Store.Add(new Parcel { Weight = i % 20, Ticks = i % 9, At = i, Title = "школа", Claims = [$"key:{i}"], Wake = i == 0 ? DateTimeOffset.UnixEpoch : null }, Ct, Parcels.Step("create", "текст"))));
        await Reopen(Next);
        var heavy = all.Where(d => d.Value.Weight > 10).OrderByDescending(d => d.Value.Ticks).ThenByDescending(d => d.Id.ToString(), StringComparer.Ordinal).Select(d => d.Id);
        Assert.Equal(heavy, (await Store.Walk(new([new(Heavy, "yes")], ByTicks, Limit: 100), Ct)).Select(d => d.Id));
        Assert.Equal(450, (await Store.Walk(new([new(Status, "fresh")], Parcels.ByAt, Limit: 100), Ct)).Count);
        Assert.Empty(await Store.Walk(new([new(Status, "new")], Parcels.ByAt), Ct));
        Assert.Empty(await Store.Walk(new([new(Heavy, "yes")], ByTicks, Words: "школа"), Ct));
        Assert.Equal(heavy.Count(), (await Store.Walk(new([new(Heavy, "yes")], ByTicks, Words: "kyi", Limit: 100), Ct)).Count);
        Assert.Equal(all.Count(d => d.Value.Ticks == 7), (await Opened.Engine.Timers(Store.Shape, DateTimeOffset.UtcNow, 1000, Ct)).Count);
        Assert.Empty(await Opened.Engine.Outdated(Store.Shape, 1, Ct));

        var read = (await Store.Find(all[5].Id, Ct))!;
        Assert.Equal(all[5] with { Value = read.Value }, read);
        Assert.Equal(all[5].Id, (await Store.FindByKey("key:5", Ct))?.Id);
        Assert.Equal("текст", Assert.Single(await Store.History(read.Id, Ct)).Text);
        // What was read before the version changed can still be saved over.
        await Store.Change(all[5], all[5].Value with { Status = "sent" }, Ct);
        Assert.Equal([all[5].Id], (await Store.Walk(new([new(Status, "sent")], Parcels.ByAt), Ct)).Select(d => d.Id));
        Assert.Equal(449, await Store.Count(Status, "fresh", 1000, Ct));
    }

    [Fact]
    public async Task Sorts_or_walks_changed_under_the_same_version_are_refused_at_start()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Engine.Open(Next with { Version = 1 }));
        // Nothing was broken by trying.
        await Store.Add(new Parcel { At = 1 }, Ct);
        Assert.Single(await Store.Walk(new([new(Parcels.Status, "new")], Parcels.ByAt), Ct));
    }

    [Fact]
    public async Task A_copy_of_the_older_version_still_runs_beside_the_newer_one()
    {
        await using var newer = await Engine.Open(Next);
        await using var older = await Engine.Open();
        var document = await older.Parcels.Add(new Parcel { At = 1, Weight = 11, Claims = ["a"] }, Ct, Parcels.Step("create"));
        // Nothing changes that the newer declaration looks at: its rows are made all the same.
        document = await newer.Parcels.Change(document, document.Value with { Claims = ["b"] }, Ct, Parcels.Step("label"));
        Assert.Single(await newer.Parcels.Walk(new([new(Heavy, "yes")], ByTicks), Ct));
        document = await older.Parcels.Change(document, document.Value with { Status = "sent" }, Ct, Parcels.Step("move"));
        Assert.Single(await older.Parcels.Walk(new([new(Parcels.Status, "sent")], Parcels.ByAt), Ct));
        await newer.Parcels.Reindex(Ct);
        Assert.Single(await newer.Parcels.Walk(new([new(Heavy, "yes"), new(Status, "sent")], ByTicks), Ct));
        Assert.Null(await newer.Parcels.FindByKey("a", Ct));
        Assert.Null(HistoryChain.Verify(document.Id, await newer.Parcels.History(document.Id, Ct)));
    }

    [Fact]
    public async Task The_same_version_makes_nothing_again()
    {
        await Store.Add(new Parcel { At = 1 }, Ct);
        Assert.Empty(await Opened.Engine.Outdated(Store.Shape, 10, Ct));
        await Reopen();
        Assert.Empty(await Opened.Engine.Outdated(Store.Shape, 10, Ct));
    }
}
