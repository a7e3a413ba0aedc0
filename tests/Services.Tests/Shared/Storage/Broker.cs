using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>The far side of <see cref="PublishMessage"/>: keeps what it confirmed, in order, and can be away.</summary>
internal sealed class Broker
{
    private readonly Lock _lock = new();
    private readonly List<Delivery> _confirmed = [];
    private readonly HashSet<(Guid Document, long No, Guid MessageId)> _tried = [];
    private readonly Dictionary<Guid, string> _under = [];
    private int _overlaps;
    private int _attempts;

    /// <summary>Refuses what it answers true to, as a broker that is away does.</summary>
    public Func<ParcelMoved, bool> Refuses { get; set; } = static _ => false;

    public TimeSpan Latency { get; init; }

    /// <summary>How often a message was on its way from two senders at the same time.</summary>
    public int Overlaps => Volatile.Read(ref _overlaps);

    public int Attempts => Volatile.Read(ref _attempts);

    public Delivery[] Confirmed
    {
        get
        {
            lock (_lock) return [.. _confirmed];
        }
    }

    public PublishMessage From(string sender) => async (message, id, traceparent, ct) =>
    {
        var moved = (ParcelMoved)message;
        Interlocked.Increment(ref _attempts);
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_under.TryAdd(id, sender)) _overlaps++;
            _tried.Add((moved.Id, moved.No, id));
        }
        try
        {
            if (Latency > TimeSpan.Zero) await Task.Delay(Latency, ct);
            else await Task.Yield();
            if (Refuses(moved)) throw new IOException("The broker is away.");
            lock (_lock) _confirmed.Add(new Delivery(moved, id, traceparent, sender));
        }
        finally
        {
            lock (_lock) _under.Remove(id);
        }
    };

    /// <summary>Whether every entry of the document up to <paramref name="lastNo"/> arrived at least once.</summary>
    public bool Has(Guid document, long lastNo)
    {
        lock (_lock) return _confirmed.Where(d => d.Message.Id == document).Select(d => d.Message.No).Distinct().Count() == lastNo;
    }

    public bool HasAll(IEnumerable<Stored<Parcel>> documents)
    {
        var arrived = Confirmed.GroupBy(d => d.Message.Id).ToDictionary(g => g.Key, g => g.Select(d => d.Message.No).Distinct().Count());
        return documents.All(d => d.LastNo == 0 || (arrived.TryGetValue(d.Id, out var count) && count == d.LastNo));
    }

    /// <summary>No number arrives for the first time before the one below it, and a repeat has the id of the first time.</summary>
    public void AssertOrdered()
    {
        foreach (var document in Confirmed.GroupBy(d => d.Message.Id))
        {
            Assert.Equal(Enumerable.Range(1, document.Select(d => d.Message.No).Distinct().Count()).Select(n => (long)n), document.Select(d => d.Message.No).Distinct());
        }
        // Those refused count too: the broker may have kept one it never confirmed.
        lock (_lock)
        {
            Assert.All(_tried.GroupBy(t => (t.Document, t.No)), entry => Assert.Single(entry));
            Assert.Equal(_tried.Count, _tried.Select(t => t.MessageId).Distinct().Count());
        }
    }

    public sealed record Delivery(ParcelMoved Message, Guid MessageId, string? Traceparent, string Sender);
}
