using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Alliance.Notifications.Reading;

/// <summary>Who in this process waits for changes of which inbox.</summary>
internal sealed class Live
{
    /// <summary>Open windows of one person on one copy. More are a fault of a client, and each costs a look at the store every few seconds.</summary>
    public const int MostPerPerson = 8;

    private readonly ConcurrentDictionary<Guid, HashSet<Channel<bool>>> watchers = new();

    /// <summary>Wakes the person's streams in this process; those of other copies see it at their next look.</summary>
    public void Changed(Guid personId)
    {
        if (!watchers.TryGetValue(personId, out var channels)) return;
        lock (channels)
        {
            foreach (var channel in channels) channel.Writer.TryWrite(true);
        }
    }

    /// <returns>Null when the person has too many open.</returns>
    public Watch? Open(Guid personId)
    {
        // One place: several changes before the stream looks are one look.
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        while (true)
        {
            var channels = watchers.GetOrAdd(personId, _ => []);
            lock (channels)
            {
                // Emptied and removed by another stream's end between the two lines above.
                if (!watchers.TryGetValue(personId, out var present) || present != channels) continue;
                if (channels.Count >= MostPerPerson) return null;
                channels.Add(channel);
                return new Watch(channel.Reader, () => Close(personId, channel));
            }
        }
    }

    private void Close(Guid personId, Channel<bool> channel)
    {
        if (!watchers.TryGetValue(personId, out var channels)) return;
        lock (channels)
        {
            channels.Remove(channel);
            if (channels.Count == 0) watchers.TryRemove(personId, out _);
        }
    }
}

/// <summary>One stream's place.</summary>
internal sealed class Watch(ChannelReader<bool> changes, Action close) : IDisposable
{
    /// <summary>Returns at a change, or after the given time without one.</summary>
    public async Task Next(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            await changes.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is over: look anyway.
        }
    }

    public void Dispose() => close();
}
