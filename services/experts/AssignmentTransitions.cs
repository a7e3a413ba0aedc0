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
        new(AssignmentStatus.Interested, AssignmentVerb.Propose, AssignmentStatus.Proposed, AssignmentBy.Coordinator),
        new(AssignmentStatus.Proposed, AssignmentVerb.Invite, AssignmentStatus.Invited, AssignmentBy.Coordinator),
        new(AssignmentStatus.Invited, AssignmentVerb.Remind, AssignmentStatus.Invited, AssignmentBy.System),
        new(AssignmentStatus.Invited, AssignmentVerb.DeclareConflict, AssignmentStatus.Invited, AssignmentBy.Expert),
        new(AssignmentStatus.Invited, AssignmentVerb.Accept, AssignmentStatus.Accepted, AssignmentBy.Expert),
        new(AssignmentStatus.Invited, AssignmentVerb.Decline, AssignmentStatus.Declined, AssignmentBy.Expert),
        new(AssignmentStatus.Invited, AssignmentVerb.Expire, AssignmentStatus.Expired, AssignmentBy.System),
        .. Answered.Select(from => new AssignmentTransition(from, AssignmentVerb.ClearConflict, from, AssignmentBy.Coordinator)),
        new(AssignmentStatus.Proposed, AssignmentVerb.Terms, AssignmentStatus.Proposed, AssignmentBy.Coordinator),
        .. BeingAgreed.SelectMany(from => new[] { AssignmentBy.Coordinator, AssignmentBy.Signatory }
            .Select(by => new AssignmentTransition(from, AssignmentVerb.Terms, from, by))),
        .. SaidYes.SelectMany(from => new[] { AssignmentBy.Expert, AssignmentBy.Signatory }
            .Select(by => new AssignmentTransition(from, AssignmentVerb.Agree, from, by))),
        new(AssignmentStatus.Accepted, AssignmentVerb.Confirm, AssignmentStatus.Confirmed, AssignmentBy.Signatory),
        new(AssignmentStatus.Accepted, AssignmentVerb.Reserve, AssignmentStatus.Reserve, AssignmentBy.System),
        new(AssignmentStatus.Reserve, AssignmentVerb.Promote, AssignmentStatus.Accepted, AssignmentBy.System),
        new(AssignmentStatus.Reserve, AssignmentVerb.NotSelect, AssignmentStatus.NotSelected, AssignmentBy.System),
        new(AssignmentStatus.Interested, AssignmentVerb.NotSelect, AssignmentStatus.NotSelected, AssignmentBy.System),
        .. new[] { AssignmentStatus.Confirmed, AssignmentStatus.Active }.SelectMany(from => new[] { AssignmentBy.Expert, AssignmentBy.Signatory, AssignmentBy.Coordinator }
            .Select(by => new AssignmentTransition(from, AssignmentVerb.Check, from, by))),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Start, AssignmentStatus.Active, AssignmentBy.Expert),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Start, AssignmentStatus.Active, AssignmentBy.Coordinator),
        new(AssignmentStatus.Active, AssignmentVerb.Report, AssignmentStatus.Reporting, AssignmentBy.Expert),
        new(AssignmentStatus.Active, AssignmentVerb.Report, AssignmentStatus.Reporting, AssignmentBy.System),
        // The system asked for it at the end date; it is handed in now.
        new(AssignmentStatus.Reporting, AssignmentVerb.Report, AssignmentStatus.Reporting, AssignmentBy.Expert),
        new(AssignmentStatus.Reporting, AssignmentVerb.Complete, AssignmentStatus.Completed, AssignmentBy.Signatory),
        new(AssignmentStatus.Reporting, AssignmentVerb.Complete, AssignmentStatus.Completed, AssignmentBy.LateCoordinator),
        new(AssignmentStatus.Reporting, AssignmentVerb.ReturnReport, AssignmentStatus.Active, AssignmentBy.Signatory),
        new(AssignmentStatus.Reporting, AssignmentVerb.ReturnReport, AssignmentStatus.Active, AssignmentBy.LateCoordinator),
        new(AssignmentStatus.Interested, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        new(AssignmentStatus.Accepted, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        new(AssignmentStatus.Reserve, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Withdraw, AssignmentStatus.Withdrawn, AssignmentBy.Expert),
        .. BeforeActive.SelectMany(from => new[] { AssignmentBy.Coordinator, AssignmentBy.System }
            .Select(by => new AssignmentTransition(from, AssignmentVerb.Cancel, AssignmentStatus.Cancelled, by))),
        new(AssignmentStatus.Active, AssignmentVerb.EndEarly, AssignmentStatus.EndedEarly, AssignmentBy.Coordinator),
        new(AssignmentStatus.Active, AssignmentVerb.EndEarly, AssignmentStatus.EndedEarly, AssignmentBy.System),
        new(AssignmentStatus.Active, AssignmentVerb.NoShow, AssignmentStatus.NoShow, AssignmentBy.Coordinator),
        new(AssignmentStatus.Confirmed, AssignmentVerb.Replace, AssignmentStatus.Replaced, AssignmentBy.Coordinator),
        new(AssignmentStatus.Active, AssignmentVerb.Replace, AssignmentStatus.Replaced, AssignmentBy.Coordinator)
    ];

    /// <summary>What is cancelled when a request is over; what is active ends early.</summary>
    public static IReadOnlyList<AssignmentStatus> BeforeActive =>
        [AssignmentStatus.Interested, AssignmentStatus.Proposed, AssignmentStatus.Invited, AssignmentStatus.Accepted, AssignmentStatus.Reserve, AssignmentStatus.Confirmed];

    /// <summary>Where the question of a conflict of interest may have its answer, and no place is taken yet.</summary>
    private static IReadOnlyList<AssignmentStatus> Answered =>
        [AssignmentStatus.Interested, AssignmentStatus.Proposed, AssignmentStatus.Invited, AssignmentStatus.Accepted, AssignmentStatus.Reserve];

    /// <summary>Both sides know of it, and the terms are not frozen yet.</summary>
    private static IReadOnlyList<AssignmentStatus> BeingAgreed => [AssignmentStatus.Invited, AssignmentStatus.Accepted, AssignmentStatus.Reserve];

    private static IReadOnlyList<AssignmentStatus> SaidYes => [AssignmentStatus.Accepted, AssignmentStatus.Reserve];

    /// <summary>Steps towards work on the request: none while it is on hold, and none when it no longer takes people.</summary>
    private static readonly string[] NeedOpenRequest = [AssignmentVerb.Propose, AssignmentVerb.Invite, AssignmentVerb.Confirm, AssignmentVerb.Start];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(Assignment assignment, Caller caller, Moment moment) =>
        [.. Table.Where(t => t.From == assignment.Status && caller.Acts(t.By, assignment, moment)).Select(t => t.Verb).Distinct()
            .Where(verb => RefuseByItself(assignment, verb, caller) is null && RefuseByRequest(verb, moment.Request) is null)];

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
        return RefuseByItself(assignment, verb, caller) ?? RefuseByRequest(verb, moment.Request);
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

    /// <summary>
    /// Who declared a conflict of interest is not confirmed until a coordinator says that it does not matter; nor is anybody under terms that both
    /// have not agreed to. A report is handed in once.
    /// </summary>
    private static Refusal? RefuseByItself(Assignment assignment, string verb, Caller caller) => verb switch
    {
        AssignmentVerb.Confirm when assignment.ConflictOfInterest is { IsInTheWay: true } => new Refusal(RefusalKind.Conflict, "conflict-declared"),
        AssignmentVerb.Confirm when assignment.Terms is { IsAgreed: false } => new Refusal(RefusalKind.Conflict, "terms-not-agreed"),
        AssignmentVerb.ClearConflict when assignment.ConflictOfInterest is not { IsInTheWay: true } => new Refusal(RefusalKind.Conflict, "no-conflict-declared"),
        AssignmentVerb.Agree when assignment.Terms is null => new Refusal(RefusalKind.Conflict, "no-terms"),
        AssignmentVerb.Agree when (caller.PersonId == assignment.PersonId ? assignment.Terms.ExpertAgreedAt : assignment.Terms.ApplicantAgreedAt) is not null =>
            new Refusal(RefusalKind.Conflict, "already-agreed"),
        AssignmentVerb.Report when assignment is { Status: AssignmentStatus.Reporting, AwaitsReport: false, Report: not null } => new Refusal(RefusalKind.Conflict, "wrong-state"),
        _ => null
    };

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
    public const string Interest = "interest";
    public const string Propose = "propose";
    public const string Invite = "invite";
    public const string Remind = "remind";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Expire = "expire";
    public const string DeclareConflict = "declare-conflict";
    public const string ClearConflict = "clear-conflict";
    public const string Terms = "terms";
    public const string Agree = "agree";
    public const string Confirm = "confirm";
    public const string Reserve = "reserve";
    public const string Promote = "promote";
    public const string NotSelect = "not-select";
    public const string Check = "check";
    public const string Start = "start";
    public const string Report = "report";
    public const string ReturnReport = "return-report";
    public const string Complete = "complete";
    public const string Withdraw = "withdraw";
    public const string Cancel = "cancel";
    public const string EndEarly = "end-early";
    public const string NoShow = "no-show";
    public const string Replace = "replace";
}
