using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>An organisation as this service knows it from <see cref="OrganisationChanged"/>; the document's id is the organisation's.</summary>
/// <param name="Languages">In which it works; null where it was never told.</param>
internal sealed record KnownOrganisation(long No, string Type, string Country, string Membership, IReadOnlyList<string>? Languages = null)
{
    /// <summary>Members of the European Union, ISO 3166-1 (Greece too: not Eurostat's EL).</summary>
    private static readonly HashSet<string> EuropeanUnion =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    /// <summary>Those that run what others come to see: local and regional authorities, what they do together, and their utilities.</summary>
    private static readonly HashSet<string> Receiving = ["region", "province", "municipality", "city", "intermunicipal", "association", "utility"];

    public static readonly Sort<KnownOrganisation> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());

    /// <summary>Whom a coordinator may ask to receive people.</summary>
    public static readonly Facet<KnownOrganisation> Hosts = new("hosts", d => d.Value.CanReceive ? ["all"] : [], UpdatedAt);

    public static readonly Declaration<KnownOrganisation> Declaration = new("knownorganisations") { Version = 2, Sorts = [UpdatedAt], Facets = [Hosts] };

    /// <summary>Not a member any longer, or for the time being: nobody is sent to it.</summary>
    public bool IsOut => Membership is "suspended" or "left";

    /// <summary>An active member in the European Union, of a kind that receives people. Others may offer it themselves.</summary>
    public bool CanReceive => Membership == "active" && EuropeanUnion.Contains(Country) && Receiving.Contains(Type);

    /// <summary>Null when the message is older than what is known. The same one says more than it did before languages were told.</summary>
    public static KnownOrganisation? After(KnownOrganisation? known, OrganisationChanged changed) =>
        known is null || changed.No > known.No || (changed.No == known.No && known.Languages is null && changed.Languages is not null)
            ? new KnownOrganisation(changed.No, changed.Type, changed.Country, changed.Membership, changed.Languages)
            : null;
}
