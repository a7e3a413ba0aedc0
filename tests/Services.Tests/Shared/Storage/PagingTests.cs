using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqlitePagingTests : PagingTests<SqliteUnderTest>;

public sealed class MongoPagingTests : PagingTests<MongoUnderTest>;

/// <summary>Pages while others write.</summary>
public abstract class PagingTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Each_document_that_stays_as_it_is_stands_on_exactly_one_page(bool descending, bool intersected)
    {
        const int count = 120;
        // Many share a sort value: the id decides, and a page may end in the middle of them.
        var stable = (await Task.WhenAll(Enumerable.Range(0, count).Select(i => Store.Add(new Parcel { At = i / 10, Title = "вода", Weight = i }, Ct)))).Select(d => d.Id).ToHashSet();
        var moving = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Store.Add(new Parcel { At = i, Title = "вода" }, Ct)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writes = 0;
        var writers = Enumerable.Range(0, 2).Select(w => Task.Run(async () =>
        {
            var random = new Random(w);
            var mine = moving.Skip(w * 5).Take(5).ToArray();
            while (!stop.IsCancellationRequested)
            {
                var i = random.Next(mine.Length);
                mine[i] = await Store.Change(mine[i], mine[i].Value with { At = random.Next(12), Status = random.Next(3) == 0 ? "sent" : "new" }, Ct);
                await Store.Add(new Parcel { At = random.Next(12), Title = "вода" }, Ct);
                Interlocked.Increment(ref writes);
            }
        }, Ct)).ToArray();
        var query = new Query<Parcel>(
            intersected ? [new(Parcels.Status, "new"), new(Parcels.Depot, "kyiv")] : [new(Parcels.Status, "new")],
            Parcels.ByAt, descending, Words: intersected ? "вод" : null, Limit: 25);
        await Wait.Until(() => Volatile.Read(ref writes) > 0, Ct, what: "the writers write");
        try
        {
            for (var round = 0; round < 5; round++)
            {
                var seen = (await Store.Walk(query, Ct)).ToArray();
                var met = seen.Select(d => d.Id).Where(stable.Contains).ToArray();
                Assert.Equal(met.Length, met.Distinct().Count());
                Assert.Equal(count, met.Length);
                // A page boundary never goes backwards, whoever moved meanwhile.
                var order = seen.Select(d => d.Value.At!.Value).ToArray();
                Assert.Equal(descending ? order.OrderDescending() : order.Order(), order);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }
    }

    [Fact]
    public async Task A_cursor_stays_good_when_the_document_it_ended_on_is_gone_from_the_list()
    {
        var all = new List<Stored<Parcel>>();
        for (var i = 0; i < 6; i++) all.Add(await Store.Add(new Parcel { At = i }, Ct));
        var query = new Query<Parcel>([new(Parcels.Status, "new")], Parcels.ByAt, Limit: 2);
        var page = await Store.List(query, Ct);
        await Store.Change(all[4], all[4].Value with { Status = "sent" }, Ct);
        page = await Store.List(query with { Cursor = page.Next }, Ct);
        Assert.Equal([all[3].Id, all[2].Id], page.Items.Select(d => d.Id));
    }
}
