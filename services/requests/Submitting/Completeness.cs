using Alliance.Contracts;
using Alliance.Shared.Http;

namespace Alliance.Requests.Submitting;

/// <summary>What a request must hold to be submitted; the type and the mode of delivery decide what is asked. Source: routes, "Required at submit".</summary>
internal static class Completeness
{
    public static IReadOnlyList<FieldFault> Missing(RequestContent content)
    {
        var faults = new List<FieldFault>();

        void Require(bool given, string field)
        {
            if (!given) faults.Add(new FieldFault(field, "required"));
        }

        Require(content.Title is not null, "title");
        Require(content.Summary is not null, "summary");
        Require(content.Background is not null, "background");
        Require(content.ExpectedResults is not null, "expectedResults");
        Require(content.AssistanceType is not null, "assistanceType");
        Require(content.DeliveryMode is not null, "deliveryMode");
        Require(content.Language is not null, "language");
        Require(content.Topics.Count > 0, "topics");
        Require(content.Place?.Katottg is not null, "place.katottg");
        Require(content.Contact?.Name is not null, "contact.name");
        Require(content.Contact?.Email is not null, "contact.email");
        Require(content.NeededBy is not null || content.PreferredPeriods.Any(p => p is { From: not null, To: not null }), "neededBy");
        if (content.DeliveryMode is not null && RequestFields.HasSite(content.DeliveryMode)) Require(content.Place?.SecurityZone is not null, "place.securityZone");

        if (RequestFields.LeastParticipants(content.AssistanceType) is > 0 and var least && (content.Participants ?? 0) < least)
            faults.Add(new FieldFault("participants", "at-least", least));
        if (!content.Needs.Any(n => n.Must == true)) faults.Add(new FieldFault("needs", "must-need"));
        if (RequestFields.AsksReceivingOrganisation(content.AssistanceType) && !content.Needs.Any(n => n.Kind == "receiving-organisation"))
            faults.Add(new FieldFault("needs", "receiving-organisation"));
        for (var i = 0; i < content.Needs.Count; i++)
        {
            // A place nobody could be found for: without a role and a kind there is nothing to match.
            Require(content.Needs[i].Role is not null, $"needs[{i}].role");
            Require(content.Needs[i].Kind is not null, $"needs[{i}].kind");
        }
        return faults;
    }
}
