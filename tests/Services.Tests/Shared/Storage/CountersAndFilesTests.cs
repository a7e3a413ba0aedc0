using System.Security.Cryptography;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteCountersAndFilesTests : CountersAndFilesTests<SqliteUnderTest>;

public sealed class MongoCountersAndFilesTests : CountersAndFilesTests<MongoUnderTest>;

public abstract class CountersAndFilesTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task A_number_is_never_given_twice_to_sixteen_writers()
    {
        await using var elsewhere = await Engine.Open();
        var given = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var counters = i % 2 == 0 ? Opened.Counters : elsewhere.Counters;
            var mine = new List<long>();
            for (var n = 0; n < 25; n++) mine.Add(await counters.Next("REQ-2026", Ct));
            Assert.Equal(mine.Order(), mine);
            return mine;
        }, Ct)));
        Assert.Equal(Enumerable.Range(1, 400).Select(n => (long)n), given.SelectMany(n => n).Order());
    }

    [Fact]
    public async Task The_first_number_is_given_once_too()
    {
        await using var elsewhere = await Engine.Open();
        for (var round = 0; round < 15; round++)
        {
            var name = $"REQ-{round}";
            using var start = new Barrier(16);
            var given = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait(Ct);
                return (i % 2 == 0 ? Opened.Counters : elsewhere.Counters).Next(name, Ct);
            }, Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            Assert.Equal(Enumerable.Range(1, 16).Select(n => (long)n), given.Order());
        }
    }

    [Fact]
    public async Task Counters_count_apart_and_go_on_after_a_restart()
    {
        Assert.Equal(1, await Opened.Counters.Next("REQ-2026", Ct));
        Assert.Equal(1, await Opened.Counters.Next("REQ-2027", Ct));
        Assert.Equal(2, await Opened.Counters.Next("REQ-2026", Ct));
        await Reopen();
        Assert.Equal(3, await Opened.Counters.Next("REQ-2026", Ct));
    }

    [Fact]
    public async Task A_file_comes_back_byte_by_byte()
    {
        var other = Guid.CreateVersion7();
        await Opened.Files.Write(other, new MemoryStream([1, 2, 3]), Ct);
        foreach (var length in new[] { (3 * 1024 * 1024) + 1, 512 * 1024, 256 * 1024, 1 })
        {
            var content = RandomNumberGenerator.GetBytes(length);
            var id = Guid.CreateVersion7();
            var stored = await Opened.Files.Write(id, new Trickle(content), Ct);
            Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(content))), ((int)stored.Length, stored.Sha256));
            await Reopen();
            Assert.Equal(content, await Read(id));
            await Opened.Files.Delete(id, Ct);
            Assert.Null(await Read(id));
            Assert.Equal([1, 2, 3], await Read(other));
            await Opened.Files.Delete(id, Ct);
        }
    }

    [Fact]
    public async Task A_shorter_file_under_the_same_id_leaves_nothing_of_the_longer_one()
    {
        var id = Guid.CreateVersion7();
        await Opened.Files.Write(id, new MemoryStream(new byte[600_000]), Ct);
        var content = RandomNumberGenerator.GetBytes(256 * 1024);
        await Opened.Files.Write(id, new MemoryStream(content), Ct);
        Assert.Equal(content, await Read(id));
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_said_to_be_none() => Assert.Null(await Read(Guid.CreateVersion7()));

    private async Task<byte[]?> Read(Guid id)
    {
        using var target = new MemoryStream();
        return await Opened.Files.CopyTo(id, target, Ct) ? target.ToArray() : null;
    }

    /// <summary>A stream as a network gives it: in pieces of any size.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 70_001)], cancellationToken);
    }
}
