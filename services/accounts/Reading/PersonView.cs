using Alliance.Accounts.Enrolling;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>A person as a member of one organisation; of other organisations it says nothing.</summary>
internal sealed record PersonView
{
    public required Guid Id { get; init; }
    public required Guid? OrganisationId { get; init; }
    public required long Revision { get; init; }

    /// <summary><c>active</c> or <c>ended</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required string Name { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Like the language, absent where it is not for the reader.</summary>
    public required string? Email { get; init; }

    public required string? Language { get; init; }

    /// <summary>Only in the answer to the call that added or restored the person; it must be changed at the first sign-in.</summary>
    public string? OneTimePassword { get; init; }

    /// <param name="organisationId">Null: of the person as a whole, without roles.</param>
    public static PersonView Of(Stored<Person> document, Guid? organisationId, Reader reader)
    {
        var person = document.Value;
        var details = reader.SeesDetails(organisationId ?? Guid.Empty, document.Id);
        return new PersonView
        {
            Id = document.Id,
            OrganisationId = organisationId,
            Revision = document.Revision,
            Status = PersonVerb.StatusOf(person),
            Actions = RoleRules.Actions(document, organisationId, reader.Caller),
            Name = person.Name,
            Roles = organisationId is { } organisation ? person.RolesIn(organisation) : [],
            Email = details ? person.Email : null,
            Language = details ? person.Language : null
        };
    }
}

internal sealed record PersonList(IReadOnlyList<PersonView> Items, string? Next);
