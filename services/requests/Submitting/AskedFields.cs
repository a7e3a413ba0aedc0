using Alliance.Contracts;

namespace Alliance.Requests.Submitting;

/// <summary>
/// Values in fields that the type or the mode does not ask for: while drafting they stay, so that who changes their mind back has them again, and no page
/// shows them. With submit they go: what is handed in, decided about and announced is what its signatory was shown. Pure.
/// </summary>
internal static class AskedFields
{
    public static RequestContent Only(RequestContent content)
    {
        if (!RequestFields.AsksParticipants(content.AssistanceType)) content = content with { Participants = null };
        if (RequestFields.HasSite(content.DeliveryMode)) return content;
        return content with
        {
            Place = content.Place is { } place ? place with { Site = null, SecurityZone = null } : null,
            Support = content.Support is { } support ? support with { Venue = null, Shelter = null } : null
        };
    }
}
