using System.Diagnostics;
using System.Text;
using Alliance.Shared.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>What only SQLite promises; everything else is in the contract suite.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("alliance-sqlite-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_directory, "s.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_file_that_cannot_keep_its_promises_is_not_used()
    {
        // A database in memory has no write-ahead log.
        var refused = Assert.Throws<InvalidOperationException>(() => new SqliteSession(":memory:").Dispose());
        Assert.Contains("journal_mode", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_overwritten_is_in_no_index_and_no_log_after_a_scrub()
    {
        var engine = new SqliteEngine(File);
        await using (var opened = new Opened(engine, Parcels.Declared, TimeProvider.System))
        {
            await engine.Prepare([opened.Parcels.Shape], Ct);
            var kept = await opened.Parcels.Add(new Parcel { Title = "Постійний" }, Ct);
            var document = await opened.Parcels.Add(new Parcel { Title = "Незабутній", Topics = ["unmistakable"] }, Ct, Parcels.Step("a", "Сказане"));
            document = await opened.Parcels.Change(document, new Parcel { Title = "Безіменний" }, Ct, Parcels.Step("b"));
            await opened.Parcels.EraseText(document.Id, 1, Ct);
            // The index marks what is gone and drops it when it merges; the log holds the pages of before.
            Assert.True(await Holds(File + "-wal", "незабутній") && await Holds(File + "-wal", "Сказане"));
            Assert.Contains("незабутній", Segments());
            await opened.Parcels.Scrub(Ct);
            Assert.DoesNotContain("незабутній", Segments());
            Assert.Equal(kept.Id, Assert.Single((await opened.Parcels.List(new Query<Parcel>([], Parcels.ByWeight, Words: "постій"), Ct)).Items).Id);
            Assert.Null(HistoryChain.Verify(document.Id, await opened.Parcels.History(document.Id, Ct)));
            Assert.Equal(0, new FileInfo(File + "-wal").Length);
        }
        foreach (var word in (string[])["Незабутній", "незабутній", "Сказане", "unmistakable"]) Assert.False(await Holds(File, word), word);

        string Segments()
        {
            using var session = new SqliteSession(File);
            return string.Concat(session.Query("SELECT block FROM parcels_words_data", r => Encoding.UTF8.GetString(r.GetFieldValue<byte[]>(0))));
        }

        static async Task<bool> Holds(string path, string word)
        {
            await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, Ct);
            return content.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
        }
    }

    [Fact]
    public async Task A_poisoned_job_hurts_no_other_of_its_batch()
    {
        var session = new SqliteSession(File);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
        await using var writer = new SqliteWriter(session);
        using var gate = new ManualResetEventSlim();
        var first = writer.Run(_ => gate.Wait(TimeSpan.FromSeconds(30)), Ct);
        var good = Enumerable.Range(0, 20).Select(i => writer.Run(s => s.Execute("INSERT INTO t VALUES ($1)", i), Ct)).ToArray();
        var poisoned = writer.Run<int>(s =>
        {
            s.Execute("INSERT INTO t VALUES (1000)");
            throw new InvalidDataException("poison");
        }, Ct);
        var twice = writer.Run(s => s.Execute("INSERT INTO t VALUES (5)"), Ct);
        gate.Set();
        await first;
        await Task.WhenAll(good);
        await Assert.ThrowsAsync<InvalidDataException>(() => poisoned);
        await Assert.ThrowsAsync<SqliteException>(() => twice);
        Assert.Equal(20L, await writer.Run(s => s.Scalar("SELECT count(*) FROM t"), Ct));
    }

    [Fact]
    public async Task A_full_disk_is_said_so_changes_nothing_and_passes()
    {
        var session = new SqliteSession(File);
        session.Execute("CREATE TABLE t (x BLOB)");
        await using var writer = new SqliteWriter(session);
        await writer.Run(s => s.Scalar("PRAGMA max_page_count = 10"), Ct);
        await Assert.ThrowsAsync<StorageFullException>(() => writer.Run(s => s.Execute("INSERT INTO t VALUES (zeroblob(1000000))"), Ct));
        Assert.Equal(0L, await writer.Run(s => s.Scalar("SELECT count(*) FROM t"), Ct));
        await writer.Run(s => s.Scalar("PRAGMA max_page_count = 100000"), Ct);
        await writer.Run(s => s.Execute("INSERT INTO t VALUES (zeroblob(1000000))"), Ct);
        Assert.Equal(1L, await writer.Run(s => s.Scalar("SELECT count(*) FROM t"), Ct));
    }

    [Fact]
    public async Task An_effect_that_could_not_be_recorded_is_recorded_later_and_not_repeated()
    {
        await using var opened = await Open(Parcels.Declared);
        var document = await opened.Parcels.Add(new Parcel { Wake = DateTimeOffset.UnixEpoch }, Ct);
        var effects = 0;
        var work = new DueWork<Parcel>(opened.Parcels)
        {
            OnDue = (d, _, _) =>
            {
                effects++;
                return Task.FromResult<Advance<Parcel>?>(new Advance<Parcel>(d.Value with { Wake = null, Weight = 7 }, Guid.Empty));
            }
        };
        var timers = work.Source(null, TimeProvider.System).Timers!;
        using var session = new SqliteSession(File);
        session.Execute("CREATE TRIGGER full BEFORE UPDATE ON parcels BEGIN SELECT RAISE(ABORT, 'as if the disk were full'); END");
        for (var i = 0; i < 3; i++)
        {
            var job = Assert.Single(await timers(10, Ct));
            await Assert.ThrowsAsync<SqliteException>(() => job.Run(Ct));
        }
        session.Execute("DROP TRIGGER full");
        Assert.True(await Assert.Single(await timers(10, Ct)).Run(Ct));
        Assert.Empty(await timers(10, Ct));
        Assert.Equal((1, 7), (effects, (await opened.Parcels.Find(document.Id, Ct))!.Value.Weight));
    }

    [Theory]
    [InlineData("UPDATE parcels_history SET verb = 'x'")]
    [InlineData("DELETE FROM parcels_history")]
    public async Task History_in_the_file_is_append_only(string sql)
    {
        await using var opened = await Open(Parcels.Declared);
        await opened.Parcels.Add(new Parcel(), Ct, Parcels.Step("create"));
        using var session = new SqliteSession(File);
        var refused = Assert.Throws<SqliteException>(() => session.Execute(sql));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_does_not_wait_for_a_writer()
    {
        await using var opened = await Open(Parcels.Declared);
        var document = await opened.Parcels.Add(new Parcel(), Ct);
        using var other = new SqliteSession(File);
        other.Execute("BEGIN IMMEDIATE");
        var waiting = opened.Parcels.Save(document, document.Value with { Weight = 1 }, Guid.Empty, [], Ct);
        var clock = Stopwatch.StartNew();
        Assert.Equal(1, (await opened.Parcels.Find(document.Id, Ct))!.Revision);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.False(waiting.IsCompleted);
        other.Execute("ROLLBACK");
        Assert.IsType<SaveResult<Parcel>.Saved>(await waiting);
    }

    [Fact]
    public async Task Sorts_and_walks_changed_without_a_new_version_are_found_at_start()
    {
        await (await Open(Parcels.Declared)).DisposeAsync();
        var changed = Parcels.Declared with { Facets = [Parcels.Status] };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Open(changed));
        Assert.Contains("Version", refused.Message, StringComparison.Ordinal);
        await (await Open(changed with { Version = 2 })).DisposeAsync();
    }

    private async Task<Opened> Open(Declaration<Parcel> declaration)
    {
        var opened = new Opened(new SqliteEngine(File), declaration, TimeProvider.System);
        try
        {
            await opened.Engine.Prepare([opened.Parcels.Shape], Ct);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }
}
