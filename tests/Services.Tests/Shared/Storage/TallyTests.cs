using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteTallyTests : TallyTests<SqliteUnderTest>;

public sealed class MongoTallyTests : TallyTests<MongoUnderTest>;

/// <summary>Counts by the values of a facet, equal to what a naive count over all documents says.</summary>
public abstract class TallyTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task Every_value_is_counted_exactly_with_its_least_and_its_mean()
    {
        string[] depots = ["kyiv", "kyiv-2", "lviv", "lviv|north", "odesa"];
        var all = new List<Parcel>();
        for (var i = 0; i < 60; i++)
        {
            var parcel = new Parcel { Depot = depots[i % depots.Length], Topics = i % 3 == 0 ? ["water", "energy"] : ["water"], At = i % 7 == 0 ? null : i * 1_000, Weight = i };
            await Store.Add(parcel, Ct);
            all.Add(parcel);
        }
        foreach (var beginning in new[] { "", "k", "kyiv", "kyiv-", "lviv|", "Lviv", "odesa", "z" })
        {
            Assert.Equal(
                Naive(all.Where(p => p.At is not null), p => [p.Depot], p => p.At!.Value, beginning),
                await Store.Tally(Parcels.Depot, beginning, Parcels.ByAt, Ct));
            Assert.Equal(Naive(all, p => [p.Depot], p => p.Weight, beginning), await Store.Tally(Parcels.Depot, beginning, Parcels.ByWeight, Ct));
        }
        Assert.Equal(Naive(all.Where(p => p.At is not null), p => p.Topics, p => p.At!.Value, ""), await Store.Tally(Parcels.Topic, "", Parcels.ByAt, Ct));
    }

    [Fact]
    public async Task A_document_that_changes_is_counted_where_it_is_now()
    {
        var parcel = await Store.Add(new Parcel { Depot = "kyiv", Weight = 5, At = 1 }, Ct);
        await Store.Change(parcel, parcel.Value with { Depot = "lviv", Weight = 7 }, Ct);
        Assert.Equal([new Tally("lviv", 1, 7, 7)], await Store.Tally(Parcels.Depot, "", Parcels.ByWeight, Ct));
    }

    [Fact]
    public async Task What_cannot_be_a_value_counts_nothing_and_what_is_not_walked_is_refused()
    {
        await Store.Add(new Parcel { At = 1 }, Ct);
        Assert.Empty(await Store.Tally(Parcels.Depot, "k*", Parcels.ByAt, Ct));
        Assert.Empty(await Store.Tally(Parcels.Depot, ".", Parcels.ByAt, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Tally(Parcels.Status, "", Parcels.ByWeight, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Tally(Parcels.DepotStatus, "", Parcels.ByAt, Ct));
    }

    private static Tally[] Naive(IEnumerable<Parcel> all, Func<Parcel, string[]> values, Func<Parcel, long> sort, string beginning) =>
    [
        .. all.SelectMany(p => values(p).Select(value => (Value: value, Sort: sort(p))))
            .Where(p => p.Value.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            .GroupBy(p => p.Value, p => p.Sort)
            .Select(g => new Tally(g.Key, g.Count(), g.Min(), g.Average())).OrderBy(t => t.Value, StringComparer.Ordinal)
    ];
}
