using Alliance.Accounts.Admitting;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>An organisation as one reader sees it.</summary>
internal sealed record OrganisationView
{
    public required Guid Id { get; init; }
    public required long Revision { get; init; }
    public required MembershipStatus Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required string? LegalName { get; init; }
    public required string? LegalNameLatin { get; init; }
    public required string? Type { get; init; }
    public required string? Level { get; init; }
    public required string? Country { get; init; }
    public required string? Code { get; init; }
    public required string? RegisterId { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Absent where they are not for the reader.</summary>
    public required IReadOnlyList<OrganisationContact>? Contacts { get; init; }

    public required Guid? ParentId { get; init; }
    public required IReadOnlyList<Guid> AssociationIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static OrganisationView Of(Stored<Organisation> document, Reader reader)
    {
        var content = document.Value.Content;
        return new OrganisationView
        {
            Id = document.Id,
            Revision = document.Revision,
            Status = document.Value.Status,
            Actions = OrganisationTransitions.Actions(document.Id, document.Value, reader.Caller),
            LegalName = content.LegalName,
            LegalNameLatin = content.LegalNameLatin,
            Type = content.Type,
            Level = content.Level,
            Country = content.Country,
            Code = content.Code,
            RegisterId = content.RegisterId,
            Languages = content.Languages,
            Contacts = reader.SeesContacts(document.Id) ? content.Contacts : null,
            ParentId = content.ParentId,
            AssociationIds = content.AssociationIds,
            CreatedAt = document.CreatedAt,
            UpdatedAt = document.UpdatedAt
        };
    }
}

internal sealed record OrganisationList(IReadOnlyList<OrganisationView> Items, string? Next);
