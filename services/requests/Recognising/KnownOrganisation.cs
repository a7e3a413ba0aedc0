using Alliance.Shared.Storage;

namespace Alliance.Requests.Recognising;

/// <summary>An organisation as its newest message says; stored under its own id. Whether it is an active member decides who reads and who submits.</summary>
/// <param name="No">Of the newest history entry known here; a lower one is older news.</param>
/// <param name="AssociationIds">Null: kept before messages said it.</param>
internal sealed record KnownOrganisation(
    long No, string Type, string Country, string? Code, string Membership, Guid? ParentId = null, IReadOnlyList<Guid>? AssociationIds = null)
{
    public static readonly Declaration<KnownOrganisation> Declaration = new("organisations");

    /// <summary>Those that ask for assistance. Source: domain, Organisation.</summary>
    private static readonly string[] Authorities = ["hromada", "city", "raion", "oblast-council", "oblast-administration", "military-administration"];

    public bool IsActive => Membership == "active";

    public bool IsAuthority => Authorities.Contains(Type);

    public bool IsAssociation => Type == "association";

    /// <summary>
    /// Whether it lets this association write drafts for it: it says so itself, in accounts. Who is no member any more, or not for now, lets nobody; who has
    /// only applied may be written for, as its own team may write.
    /// </summary>
    public bool IsWrittenForBy(Guid association) =>
        IsAuthority && Membership is "active" or "applied" && (ParentId == association || AssociationIds?.Contains(association) == true);
}
