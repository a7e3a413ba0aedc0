using Alliance.Shared.Storage;

namespace Alliance.Experts.Inviting;

/// <summary>The timers of an assignment: an invitation is called to mind at half time and expires; work is due for its report at its end. Pure.</summary>
internal static class AssignmentTimers
{
    public static DateTimeOffset? NextAt(Assignment assignment) => assignment switch
    {
        { Status: AssignmentStatus.Invited, Invitation: { Reminded: false } invitation } => HalfTime(invitation),
        { Status: AssignmentStatus.Invited, Invitation: { } invitation } => invitation.ExpiresAt,
        { Status: AssignmentStatus.Active } => assignment.ReportDueAt,
        _ => null
    };

    /// <summary>Null when nothing is due.</summary>
    public static Advance<Assignment>? Tick(Assignment assignment, Moment moment)
    {
        if (NextAt(assignment) is not { } at || at > moment.Now) return null;
        if (assignment.Status == AssignmentStatus.Active) return Step(assignment, AssignmentVerb.Report, moment, a => a with { ReportedAt = moment.Now, ReportDueAt = null, AwaitsReport = true });
        // After a long standstill there is nothing left to remind of.
        return moment.Now >= assignment.Invitation!.ExpiresAt
            ? Step(assignment, AssignmentVerb.Expire, moment, a => a)
            : Step(assignment, AssignmentVerb.Remind, moment, a => a with { Invitation = a.Invitation! with { Reminded = true } });
    }

    private static DateTimeOffset HalfTime(Invitation invitation) => invitation.SentAt + ((invitation.ExpiresAt - invitation.SentAt) / 2);

    private static Advance<Assignment> Step(Assignment assignment, string verb, Moment moment, Func<Assignment, Assignment> change) =>
        new(change(AssignmentTransitions.Moved(assignment, verb, moment.Request)), Guid.Empty, AssignmentTransitions.Entry(assignment, verb));
}
