using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>Who may, towards one assignment. Source: domain, Who may.</summary>
internal enum AssignmentBy
{
    /// <summary>Neither of the applicant nor the expert.</summary>
    Coordinator,

    /// <summary>The same, once the applicant has left a report lying for the set time.</summary>
    LateCoordinator,

    Expert,

    /// <summary>Of the applicant.</summary>
    Signatory,

    System
}

/// <summary>One allowed step.</summary>
internal sealed record AssignmentTransition(AssignmentStatus From, string Verb, AssignmentStatus To, AssignmentBy By);

/// <summary>What a step is judged by, besides the assignment and the caller.</summary>
/// <param name="Request">Null when this service has not heard of it (yet).</param>
internal sealed record Moment(KnownRequest? Request, DateTimeOffset Now, AssignmentSettings Settings);

/// <summary>The state machine of an assignment, as data. Source: domain, Assignment.</summary>
internal static class AssignmentTransitions
{
    public static readonly IReadOnlyList<AssignmentTransition> Table =
    [
        new(AssignmentStatus.Proposed, AssignmentVerb.Invite, AssignmentStatus.Invited, AssignmentBy.Coordinator),
        new(AssignmentStatus.Invited, AssignmentVerb.Remind, AssignmentStatus.Invited, AssignmentBy.System),
        new(AssignmentStatus.Invited, AssignmentVerb.Accept, AssignmentStatus.Accepted, AssignmentBy.Expert),
        new(AssignmentStatus.Invited, AssignmentVerb.Decline, AssignmentStatus.Declined, AssignmentBy.Expert),
        new(AssignmentStatus.Invited, AssignmentVerb.Expire, AssignmentStatus.Expired, AssignmentBy.System),
        new(AssignmentStatus.Accepted, AssignmentVerb.Confirm, AssignmentStatus.Confirmed, AssignmentBy.Signatory),
        new(AssignmentStatus.Accepted, AssignmentVerb.Reserve, AssignmentStatus.Reserve, AssignmentBy.System),
        new(AssignmentStatus.Reserve, AssignmentVerb.Promote, AssignmentStatus.Accepted, AssignmentBy.System),
        new(AssignmentStatus.Reserve, AssignmentVerb.NotSelect, AssignmentStatus.NotSelected, AssignmentBy.System),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Start, AssignmentStatus.Active, AssignmentBy.Expert),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Start, AssignmentStatus.Active, AssignmentBy.Coordinator),
        new(AssignmentStatus.Active, AssignmentVerb.Report, AssignmentStatus.Reporting, AssignmentBy.Expert),
        new(AssignmentStatus.Active, AssignmentVerb.Report, AssignmentStatus.Reporting, AssignmentBy.System),
        new(AssignmentStatus.Reporting, AssignmentVerb.Complete, AssignmentStatus.Completed, AssignmentBy.Signatory),
        new(AssignmentStatus.Reporting, AssignmentVerb.Complete, AssignmentStatus.Completed, AssignmentBy.LateCoordinator),
        new(AssignmentStatus.Reporting, AssignmentVerb.ReturnReport, AssignmentStatus.Active, AssignmentBy.Signatory),
        new(AssignmentStatus.Reporting, AssignmentVerb.ReturnReport, AssignmentStatus.Active, AssignmentBy.LateCoordinator),
        new(AssignmentStatus.Accepted, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        new(AssignmentStatus.Reserve, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        .. BeforeActive.SelectMany(from => new[] { AssignmentBy.Coordinator, AssignmentBy.System }
            .Select(by => new AssignmentTransition(from, AssignmentVerb.Cancel, AssignmentStatus.Cancelled, by))),
        new(AssignmentStatus.Active, AssignmentVerb.EndEarly, AssignmentStatus.EndedEarly, AssignmentBy.Coordinator),
        new(AssignmentStatus.Active, AssignmentVerb.EndEarly, AssignmentStatus.EndedEarly, AssignmentBy.System),
        new(AssignmentStatus.Active, AssignmentVerb.NoShow, AssignmentStatus.NoShow, AssignmentBy.Coordinator)
    ];

    /// <summary>What is cancelled when a request is over; what is active ends early.</summary>
    public static IReadOnlyList<AssignmentStatus> BeforeActive =>
        [AssignmentStatus.Proposed, AssignmentStatus.Invited, AssignmentStatus.Accepted, AssignmentStatus.Reserve, AssignmentStatus.Confirmed];

    /// <summary>Steps towards work on the request: none while it is on hold, and none when it no longer takes people.</summary>
    private static readonly string[] NeedOpenRequest = [AssignmentVerb.Invite, AssignmentVerb.Confirm, AssignmentVerb.Start];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(Assignment assignment, Caller caller, Moment moment) =>
        [.. Table.Where(t => t.From == assignment.Status && caller.Acts(t.By, assignment, moment)).Select(t => t.Verb).Distinct()
            .Where(verb => RefuseByConflict(assignment, verb) is null && RefuseByRequest(verb, moment.Request) is null)];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(Assignment assignment, Caller caller, string verb, Moment moment)
    {
        if (!Table.Any(t => t.Verb == verb && caller.Acts(t.By, assignment, moment)))
        {
            if (caller.IsCoordinator() && Table.Any(t => t.Verb == verb && t.By is AssignmentBy.Coordinator or AssignmentBy.LateCoordinator) && caller.BelongsTo(assignment.OrganisationId))
                return new Refusal(RefusalKind.Forbidden, "own-organisation");
            return new Refusal(RefusalKind.Forbidden, "not-yours");
        }
        if (!Table.Any(t => t.Verb == verb && t.From == assignment.Status && caller.Acts(t.By, assignment, moment)))
            return new Refusal(RefusalKind.Conflict, "wrong-state");
        return RefuseByConflict(assignment, verb) ?? RefuseByRequest(verb, moment.Request);
    }

    /// <summary>The history entry of a step that <see cref="Refuse"/> let pass.</summary>
    public static Step Entry(Assignment assignment, string verb, string? code = null, string? text = null) =>
        new(verb, Wire<AssignmentStatus>.Of(assignment.Status), Wire<AssignmentStatus>.Of(Target(assignment, verb)), code, text);

    public static AssignmentStatus Target(Assignment assignment, string verb) => Table.First(t => t.Verb == verb && t.From == assignment.Status).To;

    /// <summary>In its new state, with what is known of the request by now.</summary>
    public static Assignment Moved(Assignment assignment, string verb, KnownRequest? request) => assignment with
    {
        Status = Target(assignment, verb),
        OwnerId = request is null ? assignment.OwnerId : request.OwnerId,
        Reference = request?.Reference ?? assignment.Reference
    };

    /// <summary>Who said that there is a conflict of interest is not confirmed: nobody has a verb to decide that it does not matter.</summary>
    private static Refusal? RefuseByConflict(Assignment assignment, string verb) =>
        verb == AssignmentVerb.Confirm && assignment.ConflictOfInterest is { Declared: true } ? new Refusal(RefusalKind.Conflict, "conflict-declared") : null;

    private static Refusal? RefuseByRequest(string verb, KnownRequest? request)
    {
        if (!NeedOpenRequest.Contains(verb)) return null;
        if (request is not { IsOpen: true }) return new Refusal(RefusalKind.Conflict, "request-not-open");
        return request.OnHold ? new Refusal(RefusalKind.Conflict, "request-on-hold") : null;
    }
}

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class AssignmentVerb
{
    public const string Propose = "propose";
    public const string Invite = "invite";
    public const string Remind = "remind";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Expire = "expire";
    public const string Confirm = "confirm";
    public const string Reserve = "reserve";
    public const string Promote = "promote";
    public const string NotSelect = "not-select";
    public const string Start = "start";
    public const string Report = "report";
    public const string ReturnReport = "return-report";
    public const string Complete = "complete";
    public const string Withdraw = "withdraw";
    public const string Cancel = "cancel";
    public const string EndEarly = "end-early";
    public const string NoShow = "no-show";
}
