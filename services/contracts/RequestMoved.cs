namespace Alliance.Contracts;

/// <summary>
/// An assistance request took a step of its life. Published by requests, once per history entry (repeats possible, same MessageId);
/// consumed by notifications (and experts). Ids, codes, states and numbers only. Source: domain, Messages.
/// </summary>
/// <param name="Id">The request.</param>
/// <param name="No">Number of the history entry, 1, 2, 3 …</param>
/// <param name="Verb">The verb that moved it (<c>submit</c>).</param>
/// <param name="From">Status before, null at creation; camelCase (<c>inReview</c>).</param>
/// <param name="To">Status after.</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system. Whoever acted is not told of it.</param>
/// <param name="Reference">Like <c>REQ-2026-000123</c>; null before the first submit.</param>
/// <param name="OrganisationId">The applicant.</param>
/// <param name="OwnerId">The coordinator who has it; null before take.</param>
/// <param name="Code">Reason from a code list (reject, hold), or null.</param>
public sealed record RequestMoved(
    Guid Id, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId,
    string? Reference, Guid OrganisationId, Guid? OwnerId, string? Code, bool OnHold, string Visibility);
