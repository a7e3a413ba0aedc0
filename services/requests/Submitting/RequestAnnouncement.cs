using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Submitting;

/// <summary>What the world hears of a request: every entry from the first submit on. Drafts are the applicant's own affair.</summary>
internal static class RequestAnnouncement
{
    public static IEnumerable<object> Of(Stored<AssistanceRequest> request, HistoryEntry entry)
    {
        if (entry.Verb is Verb.Draft or Verb.Discard || entry.To is null) yield break;
        var now = request.Value;
        yield return new RequestMoved(
            request.Id, entry.No, entry.Verb, entry.From, entry.To, entry.At, entry.ActorId,
            now.Reference, now.OrganisationId, now.OwnerId, entry.Code, now.OnHold, now.Content.Visibility ?? AssistanceRequests.DefaultVisibility);
    }
}
