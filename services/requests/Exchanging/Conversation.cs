using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Requests.Exchanging;

/// <summary>
/// Who takes part in what is said and handed over about a request: the applicant's editors and signatories, and coordinators. Not its experts: the domain
/// gives them the contact from confirmed on, and what the two sides say about candidates is not theirs to read. Source: domain, Who may.
/// </summary>
internal static class Conversation
{
    /// <summary>Coordinators of the applicant itself read, as they read the request, and have no side in it.</summary>
    public static bool MayRead(Sight sight) => sight >= Sight.Team;

    /// <summary>A word of <see cref="MessageSide"/>; null: no part of it. Who is of both is of the applicant: they do not handle their own request.</summary>
    public static string? SideOf(AssistanceRequest request, Caller caller)
    {
        if (caller.Acts(By.Editor, request.OrganisationId)) return MessageSide.Applicant;
        return caller.Acts(By.Coordinator, request.OrganisationId) ? MessageSide.Coordinator : null;
    }

    /// <summary>Why somebody without a side may not.</summary>
    public static Refusal Refuse(AssistanceRequest request, Caller caller) =>
        new(RefusalKind.Forbidden, caller.WouldAct(By.Coordinator) && caller.BelongsTo(request.OrganisationId) ? "own-organisation" : "not-yours");
}
