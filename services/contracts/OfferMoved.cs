namespace Alliance.Contracts;

/// <summary>
/// An organisation's offer took a step of its life. Published by experts, once per history entry (repeats possible, same MessageId); consumed by
/// notifications. Ids, codes and the reference only.
/// </summary>
/// <param name="Id">The offer.</param>
/// <param name="No">Number of the history entry.</param>
/// <param name="From">State before, null at creation; camelCase (<c>offered</c>).</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system.</param>
/// <param name="OrganisationId">The applicant.</param>
/// <param name="OfferingId">The organisation that offers.</param>
/// <param name="OfferedBy">The person who offered for it.</param>
/// <param name="OwnerId">The coordinator who has the request; null when nobody has.</param>
/// <param name="Reference">Of the request.</param>
/// <param name="Code">Why it was declined, or null.</param>
public sealed record OfferMoved(
    Guid Id, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId,
    Guid RequestId, Guid NeedId, Guid OrganisationId, Guid OfferingId, Guid OfferedBy, Guid? OwnerId, string? Reference, string? Code);
