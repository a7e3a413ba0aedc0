using Alliance.Requests.Counting;
using Alliance.Requests.Linking;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>Who may, always towards the organisation of the request. Source: domain, Who may.</summary>
internal enum By
{
    /// <summary>The applicant's editors; signatories too.</summary>
    Editor,

    Signatory,

    /// <summary>Not of the applicant itself; lead coordinators too.</summary>
    Coordinator,

    LeadCoordinator,

    /// <summary>Somebody who speaks for an organisation that is, or was, consulted; not of the applicant itself.</summary>
    Consulted,

    /// <summary>A time that came, or a message.</summary>
    System
}

/// <summary>What must hold of the request besides its status; all that is named.</summary>
[Flags]
internal enum Provided
{
    Always = 0,
    NotOnHold = 1,
    OnHold = 2,

    /// <summary>Of two approvals the second is another person's.</summary>
    NotByTheProposer = 4,

    /// <summary>Whoever had it or said no before the appeal has no part in it afterwards.</summary>
    NotDecidedBefore = 8,

    /// <summary>An appeal is decided by a lead coordinator who has not decided before; where two must agree, the second may be any who has not.</summary>
    AppealIsTheirs = 16,

    /// <summary>What a consulted organisation objects to is answered first.</summary>
    NoOpenObjection = 32,

    OpenObjection = 64,

    /// <summary>Their organisation has not answered yet.</summary>
    AnswerAwaited = 128,

    /// <summary>Once.</summary>
    NotAppealed = 256,

    /// <summary>Once.</summary>
    NotReopened = 512,

    /// <summary>It is time to ask what became of it, and nobody did yet.</summary>
    FollowUpAsked = 1024
}

/// <summary>One allowed step.</summary>
internal sealed record Transition(RequestStatus From, string Verb, RequestStatus To, By By, Provided Provided = Provided.Always);

/// <summary>The state machine of a request, as data. Source: domain, Assistance request.</summary>
internal static class Transitions
{
    private const Provided Deciding = Provided.NoOpenObjection | Provided.AppealIsTheirs;

    public static readonly IReadOnlyList<Transition> Table =
    [
        new(RequestStatus.Draft, Verb.Submit, RequestStatus.Submitted, By.Signatory),
        new(RequestStatus.Draft, Verb.Discard, RequestStatus.Discarded, By.Editor),
        new(RequestStatus.Submitted, Verb.Take, RequestStatus.InReview, By.Coordinator, Provided.AppealIsTheirs),
        // Routing by topic.
        new(RequestStatus.Submitted, Verb.Take, RequestStatus.InReview, By.System, Provided.NotOnHold),
        new(RequestStatus.InReview, Verb.Return, RequestStatus.ChangesRequested, By.Coordinator, Provided.NotDecidedBefore),
        new(RequestStatus.ChangesRequested, Verb.Submit, RequestStatus.Submitted, By.Signatory),
        new(RequestStatus.ChangesRequested, Verb.Reply, RequestStatus.ChangesRequested, By.Editor),
        new(RequestStatus.InReview, Verb.Consult, RequestStatus.InConsultation, By.Coordinator, Provided.NotDecidedBefore),
        // Others are still asked; then the last answer.
        new(RequestStatus.InConsultation, Verb.Answer, RequestStatus.InConsultation, By.Consulted, Provided.AnswerAwaited),
        new(RequestStatus.InConsultation, Verb.Answer, RequestStatus.InReview, By.Consulted, Provided.AnswerAwaited),
        new(RequestStatus.InConsultation, Verb.EndConsultation, RequestStatus.InReview, By.System, Provided.NotOnHold),
        // An objection is answered in its turn.
        new(RequestStatus.InReview, Verb.Answer, RequestStatus.InReview, By.Coordinator, Provided.OpenObjection | Provided.NotDecidedBefore),
        new(RequestStatus.InReview, Verb.Approve, RequestStatus.Approved, By.Coordinator, Deciding | Provided.NotByTheProposer),
        // The first of two approvals.
        new(RequestStatus.InReview, Verb.Approve, RequestStatus.InReview, By.Coordinator, Deciding | Provided.NotByTheProposer),
        new(RequestStatus.InReview, Verb.Reject, RequestStatus.Rejected, By.Coordinator, Deciding),
        new(RequestStatus.InReview, Verb.Merge, RequestStatus.Merged, By.Coordinator, Deciding),
        new(RequestStatus.InReview, Verb.Redirect, RequestStatus.Redirected, By.Coordinator, Deciding),
        new(RequestStatus.Rejected, Verb.Appeal, RequestStatus.Submitted, By.Signatory, Provided.NotAppealed),
        new(RequestStatus.Approved, Verb.Open, RequestStatus.Matching, By.Coordinator),
        new(RequestStatus.Approved, Verb.Open, RequestStatus.Matching, By.System, Provided.NotOnHold),
        // From here on the status follows from who is on which need.
        new(RequestStatus.Matching, Verb.Staffed, RequestStatus.Staffed, By.System),
        new(RequestStatus.Matching, Verb.Progress, RequestStatus.InProgress, By.System),
        new(RequestStatus.Matching, Verb.Deliver, RequestStatus.Delivered, By.System),
        new(RequestStatus.Staffed, Verb.Matching, RequestStatus.Matching, By.System),
        new(RequestStatus.Staffed, Verb.Progress, RequestStatus.InProgress, By.System),
        new(RequestStatus.Staffed, Verb.Deliver, RequestStatus.Delivered, By.System),
        new(RequestStatus.InProgress, Verb.Matching, RequestStatus.Matching, By.System),
        new(RequestStatus.InProgress, Verb.Staffed, RequestStatus.Staffed, By.System),
        new(RequestStatus.InProgress, Verb.Deliver, RequestStatus.Delivered, By.System),
        .. From(RequestStatuses.OpenCall, Verb.Deliver, RequestStatus.Delivered, By.Coordinator),
        new(RequestStatus.Matching, Verb.Unfilled, RequestStatus.Unfilled, By.Coordinator),
        new(RequestStatus.Matching, Verb.Unfilled, RequestStatus.Unfilled, By.System, Provided.NotOnHold),
        new(RequestStatus.Unfilled, Verb.Open, RequestStatus.Matching, By.Coordinator),
        new(RequestStatus.Delivered, Verb.Close, RequestStatus.Closed, By.Coordinator),
        new(RequestStatus.Delivered, Verb.Close, RequestStatus.Closed, By.System, Provided.NotOnHold),
        new(RequestStatus.Unfilled, Verb.Close, RequestStatus.Closed, By.Coordinator),
        new(RequestStatus.Closed, Verb.Reopen, RequestStatus.Closed, By.Signatory, Provided.NotReopened),
        .. From(RequestStatuses.Open, Verb.Withdraw, RequestStatus.Withdrawn, By.Signatory),
        .. From(RequestStatuses.Open, Verb.Cancel, RequestStatus.Cancelled, By.Coordinator),
        .. From(RequestStatuses.Open, Verb.Hold, null, By.Coordinator, Provided.NotOnHold),
        .. From(RequestStatuses.Open, Verb.Resume, null, By.Coordinator, Provided.OnHold),
        .. From(RequestStatuses.Open, Verb.HandOver, null, By.LeadCoordinator),
        .. From([.. Enum.GetValues<RequestStatus>().Where(s => s != RequestStatus.Discarded)], Verb.Copy, null, By.Editor),
        // What times bring.
        new(RequestStatus.ChangesRequested, Verb.Remind, RequestStatus.ChangesRequested, By.System, Provided.NotOnHold),
        new(RequestStatus.ChangesRequested, Verb.Withdraw, RequestStatus.Withdrawn, By.System, Provided.NotOnHold),
        .. From(Targets.Running, Verb.DueSoon, null, By.System, Provided.NotOnHold),
        .. From(Targets.Running, Verb.Overdue, null, By.System, Provided.NotOnHold),
        new(RequestStatus.Closed, Verb.FollowUpDue, RequestStatus.Closed, By.System, Provided.NotOnHold),
        new(RequestStatus.Closed, Verb.FollowUp, RequestStatus.Closed, By.Coordinator, Provided.FollowUpAsked)
    ];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(AssistanceRequest request, Caller caller, DateTimeOffset now = default) =>
        [.. Table.Where(t => t.From == request.Status && caller.Acts(t.By, request) && Unmet(t, request, caller) is null && !IsTooLate(request, t.Verb, now))
            .Select(t => t.Verb).Distinct()];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    /// <param name="now">For the verbs that have their time: appeal, reopen.</param>
    public static Refusal? Refuse(AssistanceRequest request, Caller caller, string verb, DateTimeOffset now = default)
    {
        var own = Table.Where(t => t.Verb == verb && caller.Acts(t.By, request)).ToArray();
        if (own.Length == 0)
            return Table.Any(t => t.Verb == verb && caller.WouldAct(t.By))
                ? new Refusal(RefusalKind.Forbidden, "own-organisation")
                : new Refusal(RefusalKind.Forbidden, "not-yours");
        var here = own.Where(t => t.From == request.Status).ToArray();
        if (here.Length == 0) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (here.All(t => Unmet(t, request, caller) is not null)) return Unmet(here[0], request, caller);
        return IsTooLate(request, verb, now) ? new Refusal(RefusalKind.Conflict, "too-late") : null;
    }

    /// <summary>The history entry of a step that <see cref="Refuse"/> let pass.</summary>
    public static Step Entry(AssistanceRequest request, string verb, string? code = null, string? text = null) =>
        new(verb, request.Status.Wire(), Target(request, verb).Wire(), code, text);

    public static RequestStatus Target(AssistanceRequest request, string verb) =>
        Table.First(t => t.Verb == verb && t.From == request.Status).To;

    /// <param name="to">Null: the status stays.</param>
    private static IEnumerable<Transition> From(
        IReadOnlyList<RequestStatus> states, string verb, RequestStatus? to, By by, Provided provided = Provided.Always) =>
        states.Select(from => new Transition(from, verb, to ?? from, by, provided));

    /// <summary>The first of its conditions that does not hold; null when all do.</summary>
    private static Refusal? Unmet(Transition transition, AssistanceRequest request, Caller caller)
    {
        if (Asks(Provided.NotOnHold) && request.OnHold) return new Refusal(RefusalKind.Conflict, "on-hold");
        if (Asks(Provided.OnHold) && !request.OnHold) return new Refusal(RefusalKind.Conflict, "not-on-hold");
        if (Asks(Provided.NotByTheProposer) && request.Decision is { Proposed: true } proposed && proposed.By == caller.PersonId)
            return new Refusal(RefusalKind.Forbidden, "second-approval");
        if (Asks(Provided.NotDecidedBefore | Provided.AppealIsTheirs) && request.Appeal?.WasDecidedBy(caller.PersonId) == true)
            return new Refusal(RefusalKind.Forbidden, "decided-before");
        if (Asks(Provided.AppealIsTheirs) && !request.MayDecideAppeal(caller)) return new Refusal(RefusalKind.Forbidden, "appeal-is-the-leads");
        var objected = request.Consultations.Any(c => c.IsOpenObjection);
        if (Asks(Provided.NoOpenObjection) && objected) return new Refusal(RefusalKind.Conflict, "objection-open");
        if (Asks(Provided.OpenObjection) && !objected) return new Refusal(RefusalKind.Conflict, "no-objection-open");
        if (Asks(Provided.AnswerAwaited) && !request.Consultations.Any(c => c.IsOpen && caller.SpeaksFor(c.OrganisationId))) return new Refusal(RefusalKind.Conflict, "answered-already");
        if (Asks(Provided.NotAppealed) && request.Appeal is not null) return new Refusal(RefusalKind.Conflict, "appealed-already");
        if (Asks(Provided.FollowUpAsked) && request.FollowUp is not { IsOpen: true }) return new Refusal(RefusalKind.Conflict, "wrong-state");
        return Asks(Provided.NotReopened) && request.LinkedRequests.Any(l => l.Kind == LinkKind.FollowUp) ? new Refusal(RefusalKind.Conflict, "reopened-already") : null;

        bool Asks(Provided condition) => (transition.Provided & condition) != 0;
    }

    /// <summary>To the second, as it was told with the decision or the closing; what has no such time has none left.</summary>
    private static bool IsTooLate(AssistanceRequest request, string verb, DateTimeOffset now) => verb switch
    {
        Verb.Appeal => now > (request.Timers.AppealUntil ?? DateTimeOffset.MinValue),
        Verb.Reopen => now > (request.Timers.ReopenUntil ?? DateTimeOffset.MinValue),
        _ => false
    };
}
