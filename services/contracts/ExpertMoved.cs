namespace Alliance.Contracts;

/// <summary>An expert's profile took a step of its life. Published by experts, consumed by notifications. Source: domain, Messages.</summary>
/// <param name="Id">The profile.</param>
/// <param name="No">Number of the history entry.</param>
/// <param name="From">State before, null at creation; camelCase (<c>pendingVerification</c>).</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system.</param>
/// <param name="PersonId">The expert's person in accounts.</param>
/// <param name="Code">Reason from a code list, or null.</param>
/// <param name="ConsentOf">The employer whose consent is needed, or asked for, at this step; null where nobody waits for one.</param>
public sealed record ExpertMoved(
    Guid Id, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId, Guid PersonId, string? Code = null, Guid? ConsentOf = null);
