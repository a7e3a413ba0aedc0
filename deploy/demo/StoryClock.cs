namespace Alliance.Demo;

/// <summary>
/// The time the services' own code sees: each story runs through its months by itself, several at once. Outside of a story it is the time the
/// demonstration is made at. Stopwatches go on as they are.
/// </summary>
internal sealed class StoryClock(DateTimeOffset madeAt) : TimeProvider
{
    /// <summary>A box, so that a time set deep within a story is seen by all of it.</summary>
    private readonly AsyncLocal<Hand?> hand = new();

    public DateTimeOffset MadeAt { get; } = madeAt;

    /// <summary>What the calling method and all that it calls see from now on is a time of its own.</summary>
    public void Begin() => hand.Value = new Hand { At = MadeAt };

    public void Set(DateTimeOffset at) => (hand.Value ?? throw new InvalidOperationException("No story has begun.")).At = at;

    public override DateTimeOffset GetUtcNow() => hand.Value?.At ?? MadeAt;

    private sealed class Hand
    {
        public DateTimeOffset At { get; set; }
    }
}
