using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Linking;

/// <summary>What the link of a supervisor is worth, and what it shows. The profile's own state says it; pure.</summary>
internal static class ConsentLink
{
    /// <param name="mayAct">False: the expert's access was ended.</param>
    public static string StateOf(Expert expert, SignedLink link, bool mayAct, DateTimeOffset now)
    {
        // A link of another asking was taken back by the newer one.
        if (expert.ConsentAsked is not { } asked || asked.ExpiresAt != link.ExpiresAt) return LinkState.MovedOn;
        if (expert.Status is ExpertStatus.Erased or ExpertStatus.Suspended or ExpertStatus.Draft || !mayAct) return LinkState.MovedOn;
        if (asked.AnsweredAt is not null || expert.Consent?.At > asked.At) return LinkState.Answered;
        return asked.ExpiresAt <= now ? LinkState.Expired : LinkState.Open;
    }

    public static LinkShown Of(Stored<Expert> document, string state)
    {
        var expert = document.Value;
        return new LinkShown(
            LinkPurpose.EmployerConsent, state, document.Id, expert.PersonId, Wire<ExpertStatus>.Of(expert.Status), Guid.Empty, Reference: null, expert.ConsentAsked?.ExpiresAt, Period: null,
            DeliveryMode: null, SecurityZone: null, Oblast: null, Topics: [], PersonDays: 0, Why: [], expert.Profile.Employer?.Position);
    }
}
