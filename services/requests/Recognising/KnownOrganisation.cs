using Alliance.Shared.Storage;

namespace Alliance.Requests.Recognising;

/// <summary>An organisation as its newest message says; stored under its own id. Whether it is an active member decides who reads and who submits.</summary>
/// <param name="No">Of the newest history entry known here; a lower one is older news.</param>
internal sealed record KnownOrganisation(long No, string Type, string Country, string? Code, string Membership)
{
    public static readonly Declaration<KnownOrganisation> Declaration = new("organisations");

    public bool IsActive => Membership == "active";
}
