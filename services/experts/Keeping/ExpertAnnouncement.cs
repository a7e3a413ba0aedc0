using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>What the world hears of a profile: every entry, by id and state alone.</summary>
internal static class ExpertAnnouncement
{
    public static IEnumerable<object> Of(Stored<Expert> expert, HistoryEntry entry)
    {
        if (entry.To is null) yield break;
        yield return new ExpertMoved(expert.Id, entry.No, entry.Verb, entry.From, entry.To, entry.At, entry.ActorId, expert.Value.PersonId, entry.Code, ConsentOf(expert.Value, entry));
    }

    /// <summary>The expert asks, or hands in or changes a profile that is good for nothing without it.</summary>
    private static Guid? ConsentOf(Expert now, HistoryEntry entry) => entry.Verb switch
    {
        ExpertVerb.AskConsent => now.Profile.Employer?.OrganisationId,
        ExpertVerb.Submit or ExpertVerb.NeedConsent => now.AwaitsConsentOf(DateOnly.FromDateTime(entry.At.UtcDateTime)),
        _ => null
    };
}
