using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Alliance.Shared.Storage;

/// <summary>
/// One document <c>{ _id: "loop", owner, beat }</c> per service. The owner raises the beat on a timer of its own; another takes over when owner and beat
/// stood still for <see cref="Term"/> by its own stopwatch. No wall clock is compared, so a clock that jumps moves nothing.
/// </summary>
internal sealed class MongoLease(IMongoCollection<BsonDocument> leases) : IAsyncDisposable
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(2.5);

    /// <summary>Without a beat confirmed for so long the owner stops by itself: well before another may take over.</summary>
    private static readonly TimeSpan TrustedFor = Term * 0.6;

    private static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(400);
    private static readonly BsonDocument Loop = new("_id", "loop");

    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Owner, long Beat) _seen;
    private long _seenAt;
    private Held? _held;

    /// <summary>Takes the lease when nobody has it, or who had it stopped beating. Must be asked repeatedly: the standstill is measured between calls.</summary>
    public async Task<Lease?> TryTake(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_held is { Ended: false }) return null;
            var now = await leases.Find(Loop).FirstOrDefaultAsync(ct);
            if (now is null)
            {
                await MakeFree(ct);
                return null;
            }
            var (owner, beat) = (now["owner"].AsString, now["beat"].AsInt64);
            if (owner.Length > 0 && (_seen != (owner, beat) || Stopwatch.GetElapsedTime(_seenAt) < Term))
            {
                if (_seen != (owner, beat)) (_seen, _seenAt) = ((owner, beat), Stopwatch.GetTimestamp());
                return null;
            }
            var me = Guid.CreateVersion7().ToString();
            var sent = Stopwatch.GetTimestamp();
            var taken = await leases.UpdateOneAsync(
                new BsonDocument { { "_id", "loop" }, { "owner", owner }, { "beat", beat } },
                new BsonDocument { { "$set", new BsonDocument("owner", me) }, { "$inc", new BsonDocument("beat", 1L) } }, cancellationToken: ct);
            if (taken.ModifiedCount != 1) return null;
            _held = new Held(leases, me, sent);
            return new Lease(_held.DisposeAsync, _held.Lost);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is not null) await _held.DisposeAsync();
        _one.Dispose();
    }

    private async Task MakeFree(CancellationToken ct)
    {
        try
        {
            await leases.InsertOneAsync(new BsonDocument { { "_id", "loop" }, { "owner", "" }, { "beat", 0L } }, cancellationToken: ct);
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            // Another copy was first.
        }
    }

    /// <summary>The lease while it is ours, beating.</summary>
    private sealed class Held : IAsyncDisposable
    {
        private readonly IMongoCollection<BsonDocument> _leases;
        private readonly string _me;
        private readonly CancellationTokenSource _lost = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _beating;
        private int _disposed;

        public Held(IMongoCollection<BsonDocument> leases, string me, long sent)
        {
            (_leases, _me, Lost) = (leases, me, _lost.Token);
            Trust(sent);
            _beating = Task.Run(Beat);
        }

        public CancellationToken Lost { get; }

        public bool Ended => Volatile.Read(ref _disposed) == 1;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
            await _stop.CancelAsync();
            await _beating;
            try
            {
                using var soon = new CancellationTokenSource(TrustedFor);
                await _leases.UpdateOneAsync(
                    new BsonDocument { { "_id", "loop" }, { "owner", _me } }, new BsonDocument("$set", new BsonDocument("owner", "")), cancellationToken: soon.Token);
            }
            catch (Exception e) when (e is MongoException or TimeoutException or OperationCanceledException)
            {
                // Not given back: it runs out by itself.
            }
            await _lost.CancelAsync();
            _lost.Dispose();
            _stop.Dispose();
        }

        private async Task Beat()
        {
            using var timer = new PeriodicTimer(BeatEvery);
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token) && !_lost.IsCancellationRequested)
                {
                    try
                    {
                        var sent = Stopwatch.GetTimestamp();
                        var beat = await _leases.UpdateOneAsync(
                            new BsonDocument { { "_id", "loop" }, { "owner", _me } }, new BsonDocument("$inc", new BsonDocument("beat", 1L)), cancellationToken: _stop.Token);
                        if (beat.MatchedCount == 0) await _lost.CancelAsync();
                        else Trust(sent);
                    }
                    catch (Exception e) when (e is MongoException or TimeoutException)
                    {
                        // The next beat tries again, until trust runs out.
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Given back.
            }
        }

        /// <summary>Counted from when the beat was sent: the other's stopwatch cannot have started earlier.</summary>
        private void Trust(long sent)
        {
            var left = TrustedFor - Stopwatch.GetElapsedTime(sent);
            if (left <= TimeSpan.Zero) _lost.Cancel();
            else _lost.CancelAfter(left);
        }
    }
}
