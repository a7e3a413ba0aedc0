using Alliance.Contracts;
using Alliance.Experts.Inviting;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Proposing;

/// <summary>What the world hears of an assignment: every entry.</summary>
internal static class AssignmentAnnouncement
{
    private static readonly string Invited = Wire<AssignmentStatus>.Of(AssignmentStatus.Invited);

    public static IEnumerable<object> Of(Stored<Assignment> document, HistoryEntry entry)
    {
        if (entry.To is null) yield break;
        var now = document.Value;
        // The document may have gone on since: a deadline is told only of the entry that waits for it, a place from the confirmation on.
        var deadline = entry.To == Invited ? now.Invitation?.ExpiresAt : null;
        var place = entry.From is "confirmed" or "active" or "reporting" || entry.To is "confirmed" ? now.Place : null;
        // An entry from before may hold what is not told.
        var code = entry.Verb == AssignmentVerb.Decline ? DeclineReason.Lasting(entry.Code) : entry.Code;
        yield return new AssignmentMoved(
            document.Id, entry.No, entry.Verb, entry.From, entry.To, entry.At, entry.ActorId, now.RequestId, now.NeedId, now.ExpertId, now.PersonId,
            now.OrganisationId, now.OwnerId, now.Reference, now.Period, deadline, code, place, now.ConflictOfInterest is not null,
            now.ConflictOfInterest is { IsInTheWay: true }, now.InterestedAt is not null, now.ReceivingOrganisationId is not null);
    }
}
