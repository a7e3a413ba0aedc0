namespace Alliance.Notifications.Telling;

/// <summary>The rows of assignments where an organisation receives people and no expert goes: the same people hear of the same, in words of their own.</summary>
internal static class HostsAreTold
{
    public static IEnumerable<Row> Rows =>
        ((Row[])
        [
            new(Subject.Assignment, "*", "*", "invited", Who.TheExpert, "hostInvited", Mail: true),
            new(Subject.Assignment, "remind", "*", "invited", Who.TheExpert, "hostReminded", Mail: true),
            new(Subject.Assignment, "*", "invited", "accepted", Who.ApplicantSignatories, "hostAccepted", Mail: true),
            new(Subject.Assignment, "*", "invited", "accepted", Who.Owner, "hostAccepted", Mail: false, ConflictOpen: false),
            new(Subject.Assignment, "*", "*", "declined", Who.Owner, "hostDeclined", Mail: true),
            new(Subject.Assignment, "*", "*", "expired", Who.Owner, "hostExpired", Mail: true),
            new(Subject.Assignment, "*", "*", "confirmed", Who.TheExpert, "hostConfirmed", Mail: true),
            new(Subject.Assignment, "*", "*", "notSelected", Who.TheExpert, "hostNotSelected", Mail: true),
            new(Subject.Assignment, "*", "*", "reporting", Who.ApplicantSignatories, "hostReported", Mail: true),
            new(Subject.Assignment, "*", "*", "reporting", Who.Owner, "hostReported", Mail: false),
            new(Subject.Assignment, "report", "reporting", "reporting", Who.ApplicantSignatories, "hostReported", Mail: true),
            new(Subject.Assignment, "report", "reporting", "reporting", Who.Owner, "hostReported", Mail: false),
            new(Subject.Assignment, "*", "*", "completed", Who.TheExpert, "hostCompleted", Mail: true),
            new(Subject.Assignment, "*", "*", "withdrawn", Who.ApplicantSignatories, "hostWithdrawn", Mail: true),
            new(Subject.Assignment, "*", "*", "withdrawn", Who.Owner, "hostWithdrawn", Mail: false),
            new(Subject.Assignment, "*", "*", "cancelled", Who.TheExpert, "hostCancelled", Mail: true, NotFrom: "proposed"),
            new(Subject.Assignment, "*", "*", "replaced", Who.TheExpert, "hostReplaced", Mail: true),
            new(Subject.Assignment, "*", "*", "noShow", Who.Owner, "hostNoShow", Mail: true)
        ]).Select(row => row with { Hosting = true });
}
