namespace Alliance.Contracts;

/// <summary>
/// An assignment took a step of its life. Published by experts, once per history entry (repeats possible, same MessageId); consumed by
/// requests and notifications. Source: domain, Messages.
/// </summary>
/// <param name="Id">The assignment.</param>
/// <param name="No">Number of the history entry, 1, 2, 3 …; a consumer that keeps a state ignores lower or equal ones.</param>
/// <param name="Verb">The verb that moved it (<c>invite</c>).</param>
/// <param name="From">State before, null at creation; camelCase (<c>invited</c>).</param>
/// <param name="To">State after.</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system.</param>
/// <param name="PersonId">The expert's person in accounts.</param>
/// <param name="OrganisationId">The applicant of the request.</param>
/// <param name="OwnerId">The coordinator who has the request, as experts knows it; null when nobody has.</param>
/// <param name="Reference">Of the request.</param>
/// <param name="Period">Null until one is agreed.</param>
/// <param name="Deadline">Of the invitation, UTC; null when none waits for an answer.</param>
/// <param name="Code">Reason from a code list (decline), or null.</param>
/// <param name="Place">Which of the need's places, 1 … quantity; null before confirm.</param>
/// <param name="ConflictAnswered">The expert has answered the question of a conflict of interest: texts for participants are open to them.</param>
/// <param name="ConflictOpen">They declared one, and no coordinator has said that it does not matter.</param>
/// <param name="Offered">The expert had offered to help, before anybody asked.</param>
/// <param name="Hosting">No expert goes: an organisation receives people, through the person.</param>
public sealed record AssignmentMoved(
    Guid Id, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId,
    Guid RequestId, Guid NeedId, Guid ExpertId, Guid PersonId, Guid OrganisationId, Guid? OwnerId, string? Reference,
    DayPeriod? Period, DateTimeOffset? Deadline, string? Code, int? Place, bool ConflictAnswered = false, bool ConflictOpen = false, bool Offered = false, bool Hosting = false);
