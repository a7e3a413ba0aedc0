namespace Alliance.Contracts;

/// <summary>
/// A coordinator named who stands in for them, or that nobody does any more. Published by requests once per history entry (repeats possible, same MessageId); consumed by
/// notifications, which keeps the newest (a lower or equal <paramref name="No"/> changes nothing).
/// </summary>
/// <param name="Id">The coordinator who is away.</param>
/// <param name="No">Number of the history entry.</param>
/// <param name="SubstituteId">Null: nobody.</param>
/// <param name="From">The first moment of the first day of the office, UTC; null without a substitute.</param>
/// <param name="Until">The first moment after the last day, UTC; null without a substitute.</param>
public sealed record SubstituteNamed(Guid Id, long No, string Verb, DateTimeOffset At, Guid ActorId, Guid? SubstituteId, DateTimeOffset? From, DateTimeOffset? Until);
