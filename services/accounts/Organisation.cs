using Alliance.Accounts.Admitting;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>A member of the Alliance, or one that applied to be.</summary>
internal sealed record Organisation
{
    public required OrganisationContent Content { get; init; }
    public required MembershipStatus Status { get; init; }

    /// <summary>When its people's rights changed last (suspended, reinstated, left): their older tokens are refused.</summary>
    public DateTimeOffset? AccessChangedAt { get; init; }

    public CreationKey? CreatedWith { get; init; }
}

internal enum MembershipStatus
{
    Applied,
    Active,
    Suspended,
    Left
}

/// <summary>What an administrator writes of an organisation; the body of POST and PUT. Source: domain, Organisation.</summary>
internal record OrganisationContent
{
    public string? LegalName { get; init; }

    /// <summary>In Latin letters.</summary>
    public string? LegalNameLatin { get; init; }

    public string? Type { get; init; }

    /// <summary><c>local regional national international</c>.</summary>
    public string? Level { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>KATOTTG in Ukraine, NUTS elsewhere.</summary>
    public string? Code { get; init; }

    /// <summary>EDRPOU in Ukraine: 8 digits.</summary>
    public string? RegisterId { get; init; }

    /// <summary>BCP 47, the ones it works in.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<OrganisationContact> Contacts { get; init; } = [];
    public Guid? ParentId { get; init; }

    /// <summary>Associations it belongs to.</summary>
    public IReadOnlyList<Guid> AssociationIds { get; init; } = [];
}

internal sealed record OrganisationContact(string? Name, string? Role, string? Email, string? Phone);

internal static class Organisations
{
    /// <summary>Reader facet: every member of the Alliance.</summary>
    public const string Member = "member";

    public const string Administrator = "administrator";

    public static readonly Sort<Organisation> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Organisation> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Organisation> AccessChangedAt = new("accesschanged", d => d.Value.AccessChangedAt?.ToUnixTimeMilliseconds());

    public static readonly Facet<Organisation> Reader = new("reader", d => Readers(d), UpdatedAt, CreatedAt);
    public static readonly Facet<Organisation> Status = new("status", d => [d.Value.Status.Wire()]);
    public static readonly Facet<Organisation> Type = new("type", d => [d.Value.Content.Type!], UpdatedAt);
    public static readonly Facet<Organisation> Country = new("country", d => [d.Value.Content.Country!]);

    /// <summary>Associations it belongs to, as those and as its parent.</summary>
    public static readonly Facet<Organisation> Association = new("association", d => Belongs(d.Value.Content));

    public static readonly Facet<Organisation> AccessChanged = new("accesschanged", d => d.Value.AccessChangedAt is null ? [] : ["yes"], AccessChangedAt);

    public static readonly Declaration<Organisation> Declaration = new("organisations")
    {
        Sorts = [UpdatedAt, CreatedAt, AccessChangedAt],
        Version = 2,
        Facets = [Reader, Status, Type, Country, Association, AccessChanged],
        Text = d => [d.Value.Content.LegalName, d.Value.Content.LegalNameLatin, d.Value.Content.RegisterId, d.Value.Content.Code],
        Keys = Keys,
        Announces = true
    };

    public static string Own(Guid id) => $"own|{id}";

    public static string RegisterKey(string country, string registerId) => $"register:{country}:{registerId}";

    public static string UnitKey(string type, string code) => $"unit:{type}:{code}";

    public static string Wire(this MembershipStatus status) => status switch
    {
        MembershipStatus.Applied => "applied",
        MembershipStatus.Active => "active",
        MembershipStatus.Suspended => "suspended",
        _ => "left"
    };

    private static IEnumerable<string> Readers(Stored<Organisation> organisation) =>
        organisation.Value.Status == MembershipStatus.Active ? [Administrator, Own(organisation.Id), Member] : [Administrator, Own(organisation.Id)];

    private static IEnumerable<string> Belongs(OrganisationContent content) =>
        content.AssociationIds.Select(a => (Guid?)a).Append(content.ParentId).OfType<Guid>().Distinct().Select(id => id.ToString());

    /// <summary>
    /// One that left gives its number and its unit free. A unit has one authority of each type in Ukraine alone: several municipalities lie in one
    /// region of NUTS, several utilities in one hromada.
    /// </summary>
    private static IEnumerable<string> Keys(Stored<Organisation> d)
    {
        var content = d.Value.Content;
        if (d.Value.CreatedWith is { } created) yield return created.UniqueKey;
        if (d.Value.Status == MembershipStatus.Left) yield break;
        if (content.RegisterId is { } number) yield return RegisterKey(content.Country!, number);
        if (content.Code is { } code && OrganisationCodes.UkrainianAuthorities.Contains(content.Type!)) yield return UnitKey(content.Type!, code);
    }
}
