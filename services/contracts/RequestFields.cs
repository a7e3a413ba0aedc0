namespace Alliance.Contracts;

/// <summary>
/// Which fields of a request are asked, by its type and its mode of delivery: one rule for the form that shows them and for the service that requires
/// them. While nothing is chosen, all are. Source: domain, Assistance request.
/// </summary>
public static class RequestFields
{
    private const int LeastAtWorkshop = 5;

    /// <summary>Who writes for themselves alone has no participants.</summary>
    public static bool AsksParticipants(string? assistanceType) => assistanceType is not ("remote-advice" or "document-review");

    /// <summary>0: they may be left open.</summary>
    public static int LeastParticipants(string? assistanceType) => assistanceType switch
    {
        "workshop" or "multi-authority-workshop" => LeastAtWorkshop,
        "study-visit" or "internship" => 1,
        _ => 0
    };

    /// <summary>Somebody must receive those who travel.</summary>
    public static bool AsksReceivingOrganisation(string? assistanceType) => assistanceType is "study-visit" or "internship";

    /// <summary>Site, security zone, venue, shelter: only where somebody is there.</summary>
    public static bool HasSite(string? deliveryMode) => deliveryMode is not "online";
}
