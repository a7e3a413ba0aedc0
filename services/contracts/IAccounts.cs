using Refit;

namespace Alliance.Contracts;

/// <summary>
/// What the other services ask accounts, in their own name (a service token, audience <c>alliance-internal</c>). The gateway has no way to these
/// routes. Names and addresses live in accounts alone: they are asked for when they are shown or written to, and kept nowhere.
/// </summary>
public interface IAccounts
{
    /// <summary>Who they are; ids that nobody has are left out.</summary>
    /// <param name="ids">At most 100.</param>
    [Get("/internal/people")]
    Task<PeopleCards> People([AliasAs("id")][Query(CollectionFormat.Multi)] IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>Everybody who coordinates now, in whatever organisation, a hundred at a time. 400: <paramref name="after"/> is of no page.</summary>
    /// <param name="after">The last page's <c>next</c>; null = from the beginning.</param>
    [Get("/internal/coordinators")]
    Task<ApiResponse<Coordinators>> Coordinators(string? after, CancellationToken ct);

    /// <summary>Whose older tokens are worth nothing any more.</summary>
    [Get("/internal/ended")]
    Task<EndedAccess> Ended(CancellationToken ct);

    /// <summary>Every organisation, as its newest message said it.</summary>
    /// <param name="after">The last page's <c>next</c>; null = from the beginning.</param>
    [Get("/internal/announced/organisations")]
    Task<AnnouncedOrganisations> AnnouncedOrganisations(string? after, CancellationToken ct);

    /// <summary>Every person, as their newest message said it.</summary>
    /// <param name="after">The last page's <c>next</c>; null = from the beginning.</param>
    [Get("/internal/announced/people")]
    Task<AnnouncedPeople> AnnouncedPeople(string? after, CancellationToken ct);

    /// <summary>Traces of somebody who is being erased. 404: nobody is, or every service is done.</summary>
    [Get("/internal/erasures/{personId}")]
    Task<ApiResponse<ErasedTraces>> Erasure(Guid personId, CancellationToken ct);
}

/// <param name="Next">Null on the last page.</param>
public sealed record AnnouncedOrganisations(IReadOnlyList<OrganisationChanged> Items, string? Next);

/// <param name="Next">Null on the last page.</param>
public sealed record AnnouncedPeople(IReadOnlyList<PersonChanged> Items, string? Next);

/// <param name="Next">Null on the last page.</param>
public sealed record Coordinators(IReadOnlyList<CoordinatorCard> Items, string? Next);

/// <param name="Memberships">All roles of now, as of a <see cref="PersonCard"/>.</param>
/// <param name="Organisations">Legal names of those they coordinate for.</param>
public sealed record CoordinatorCard(Guid Id, string Name, IReadOnlyList<MembershipRoles> Memberships, IReadOnlyList<string> Organisations);

public sealed record PeopleCards(IReadOnlyList<PersonCard> Items);

/// <param name="Language">BCP 47; null = not said.</param>
/// <param name="Active">False: access was ended.</param>
/// <param name="Memberships">The roles of now, in organisations that are, or may become, members: those a new token would name.</param>
public sealed record PersonCard(Guid Id, string Name, string Email, string? Language, bool Active, IReadOnlyList<MembershipRoles>? Memberships = null);

/// <summary>People who were ended or changed (roles, password) in the last 10 minutes; a token lives no longer.</summary>
/// <param name="Clients">Programs that were ended in the last 10 minutes; the people they acted for keep their own sessions.</param>
public sealed record EndedAccess(IReadOnlyList<EndedPerson> Items, IReadOnlyList<EndedClient>? Clients = null);

/// <param name="NotBefore">Tokens of this person issued before are refused.</param>
public sealed record EndedPerson(Guid PersonId, DateTimeOffset NotBefore);

/// <param name="ClientId">The <c>client_id</c>, the <c>via</c> of its tokens.</param>
/// <param name="NotBefore">Tokens of this client issued before are refused.</param>
public sealed record EndedClient(string ClientId, DateTimeOffset NotBefore);
