using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Linking;

/// <summary>What the link of an invitation is worth, and what it shows. The assignment's own state says it; pure.</summary>
internal static class InvitationLink
{
    /// <param name="mayAct">False: the person's access was ended.</param>
    public static string StateOf(Assignment assignment, bool mayAct, DateTimeOffset now) => assignment switch
    {
        { Status: AssignmentStatus.Invited, Invitation: { } invitation } => !mayAct ? LinkState.MovedOn : invitation.ExpiresAt <= now ? LinkState.Expired : LinkState.Open,
        { Status: AssignmentStatus.Expired } => LinkState.Expired,
        // What became of the answer since is told on the assignment's own page.
        { Invitation.AnsweredAt: not null, Status: not (AssignmentStatus.Cancelled or AssignmentStatus.Withdrawn or AssignmentStatus.NotSelected or AssignmentStatus.EndedEarly or AssignmentStatus.NoShow) } =>
            LinkState.Answered,
        _ => LinkState.MovedOn
    };

    public static Refusal Refuse(string state) => state switch
    {
        LinkState.Answered => new Refusal(RefusalKind.Conflict, "link-answered"),
        LinkState.Expired => new Refusal(RefusalKind.Conflict, "link-expired"),
        _ => new Refusal(RefusalKind.Conflict, "link-moved-on")
    };

    public static LinkShown Of(Stored<Assignment> document, string state)
    {
        var assignment = document.Value;
        return new LinkShown(
            LinkPurpose.AnswerInvitation, state, document.Id, assignment.PersonId, Wire<AssignmentStatus>.Of(assignment.Status), assignment.RequestId, assignment.Reference,
            assignment.Invitation?.ExpiresAt, assignment.Period, assignment.DeliveryMode, assignment.SecurityZone, assignment.Oblast, assignment.Topics, assignment.PersonDays,
            [.. assignment.Selection.Parts.Select(Reasons.Say).Select(part => new LinkReason(part.Code, part.Points, part.Of, part.Why))]);
    }

    /// <summary>Who is not known of yet has not been ended.</summary>
    public static async Task<bool> MayAct(Guid personId, Store<KnownPerson> people, CancellationToken ct) =>
        await people.Find(personId, ct) is not { Value.Active: false };
}
