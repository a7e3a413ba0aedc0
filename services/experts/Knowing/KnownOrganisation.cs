using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>An organisation as this service knows it from <see cref="OrganisationChanged"/>; the document's id is the organisation's.</summary>
internal sealed record KnownOrganisation(long No, string Type, string Country, string Membership)
{
    public static readonly Declaration<KnownOrganisation> Declaration = new("knownorganisations");

    /// <summary>Not a member any longer, or for the time being: nobody is sent to it.</summary>
    public bool IsOut => Membership is "suspended" or "left";

    /// <summary>Null when the message is older than what is known.</summary>
    public static KnownOrganisation? After(KnownOrganisation? known, OrganisationChanged changed) => known is not null && changed.No <= known.No
        ? null
        : new KnownOrganisation(changed.No, changed.Type, changed.Country, changed.Membership);
}
