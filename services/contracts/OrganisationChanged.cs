namespace Alliance.Contracts;

/// <summary>
/// An organisation was added or changed. Published by accounts once per history entry; consumed by requests, experts and notifications,
/// which keep the newest (a lower or equal <paramref name="No"/> changes nothing). Source: domain, Messages.
/// </summary>
/// <param name="No">Number of the history entry.</param>
/// <param name="Type">A word of the domain: <c>hromada</c>, <c>region</c>, <c>secretariat</c> …</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Code">KATOTTG in Ukraine, NUTS elsewhere; null where there is none (an association).</param>
/// <param name="Membership"><c>applied active suspended left</c>.</param>
/// <param name="AssociationIds">Associations it belongs to, and that may write drafts for it; null in messages of before they were said.</param>
/// <param name="Languages">In which it works, BCP 47; null in messages of before they were said.</param>
public sealed record OrganisationChanged(
    Guid Id, long No, string Verb, DateTimeOffset At, Guid ActorId, string Type, string Country, string? Code, Guid? ParentId, string Membership,
    IReadOnlyList<Guid>? AssociationIds = null, IReadOnlyList<string>? Languages = null);
