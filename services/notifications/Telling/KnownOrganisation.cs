using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>What is kept of an organisation, as accounts announced it last. The document's id is the organisation's.</summary>
/// <param name="No">Number of accounts' history entry this is from.</param>
/// <param name="Membership"><c>applied active suspended left</c>.</param>
internal sealed record KnownOrganisation(long No, string Type, string Country, string Membership)
{
    public static readonly Declaration<KnownOrganisation> Declaration = new("organisations");

    /// <summary>Its people act for it no more.</summary>
    public bool IsClosed => Membership is "suspended" or "left";

    public static KnownOrganisation From(OrganisationChanged changed) => new(changed.No, changed.Type, changed.Country, changed.Membership);
}
