using System.Diagnostics;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteBacklogTests : BacklogTests<SqliteUnderTest>;

public sealed class MongoBacklogTests : BacklogTests<MongoUnderTest>;

/// <summary>Much to do at once.</summary>
public abstract class BacklogTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    private const int Documents = 4000;
    private const int Entries = 5;

    [Fact]
    public async Task A_backlog_of_20_000_entries_drains_in_order()
    {
        var steps = Enumerable.Range(1, Entries).Select(n => Parcels.Step($"v{n}")).ToArray();
        var documents = new Stored<Parcel>[Documents];
        await Parallel.ForAsync(0, Documents, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Ct },
            async (i, ct) => documents[i] = await Store.Add(new Parcel(), ct, steps));
        var broker = new Broker();
        var watch = Stopwatch.StartNew();
        await using (await Opened.Loop(broker.From("one")))
        {
            await Wait.Until(() => broker.Confirmed.Length >= Documents * Entries, Ct, TimeSpan.FromMinutes(4), what: "the backlog drains");
        }
        TestContext.Current.SendDiagnosticMessage("{0}: {1} entries in {2:F1} s", GetType().Name, Documents * Entries, watch.Elapsed.TotalSeconds);
        Assert.True(broker.HasAll(documents));
        broker.AssertOrdered();
        Assert.Equal(Documents * Entries, broker.Confirmed.Length);
        Assert.Empty(await Opened.Engine.Unpublished(Store.Shape, 10, Ct));
    }
}
