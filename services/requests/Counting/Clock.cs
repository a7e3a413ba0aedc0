namespace Alliance.Requests.Counting;

/// <summary>
/// How much of its target's time a request has used, as the document keeps it: what was used until it stopped last, and since when it runs. While it
/// stands still it has no such moment, so nothing can be counted; what is added is measured between two moments and never below zero.
/// </summary>
internal sealed record Clock
{
    /// <summary>One of <see cref="Targets.All"/>.</summary>
    public required string Target { get; init; }

    /// <summary>Working time of the target, as it was promised when the clock began to run: later settings do not change a promise.</summary>
    public TimeSpan Length { get; init; }

    /// <summary>Working time used until it stopped last.</summary>
    public TimeSpan Consumed { get; init; }

    /// <summary>Null: it stands still.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>When most of the time is used; null while it stands still.</summary>
    public DateTimeOffset? SoonAt { get; init; }

    /// <summary>When the target is reached; null while it stands still.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The last reminder of this target: <see cref="Verb.DueSoon"/>, <see cref="Verb.Overdue"/>.</summary>
    public string? Told { get; init; }

    public TimeSpan ConsumedAt(DateTimeOffset now, WorkingDays days) => RunningSince is { } since ? Consumed + days.Between(since, now) : Consumed;

    public Clock Stopped(DateTimeOffset now, WorkingDays days) =>
        this with { Consumed = ConsumedAt(now, days), RunningSince = null, SoonAt = null, DueAt = null };

    /// <summary>From the moment it runs since: when its times come.</summary>
    public Clock Running(DateTimeOffset since, TimeSpan length, WorkingDays days) => this with
    {
        RunningSince = since,
        Length = length,
        SoonAt = days.Add(since, Left(length * Targets.Soon)),
        DueAt = days.Add(since, Left(length))
    };

    private TimeSpan Left(TimeSpan of) => of > Consumed ? of - Consumed : TimeSpan.Zero;
}
