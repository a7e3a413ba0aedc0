namespace Alliance.Contracts;

/// <summary>
/// A person was added or changed. Never the name or the address: those are asked from accounts when they are needed. Published by accounts
/// once per history entry; consumed by notifications and experts, which keep the newest. Source: domain, Messages.
/// </summary>
/// <param name="No">Number of the history entry.</param>
/// <param name="Language">BCP 47; null = not said.</param>
/// <param name="Active">False: access was ended.</param>
/// <param name="Memberships">All of them, as they are now.</param>
public sealed record PersonChanged(
    Guid Id, long No, string Verb, DateTimeOffset At, Guid ActorId, string? Language, bool Active, IReadOnlyList<MembershipRoles> Memberships);

/// <param name="Roles">The words of the domain: <c>authority-editor</c>, <c>coordinator</c> …</param>
public sealed record MembershipRoles(Guid OrganisationId, IReadOnlyList<string> Roles);
