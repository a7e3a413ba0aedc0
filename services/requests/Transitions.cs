using Alliance.Requests.Counting;
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

    /// <summary>A time that came, or a message.</summary>
    System
}

/// <summary>What must hold of the request besides its status.</summary>
internal enum Provided
{
    Always,
    NotOnHold,
    OnHold,

    /// <summary>Of two approvals the second is another person's.</summary>
    NotByTheProposer,

    /// <summary>It is time to ask what became of it, and nobody did yet.</summary>
    FollowUpAsked
}

/// <summary>One allowed step.</summary>
internal sealed record Transition(RequestStatus From, string Verb, RequestStatus To, By By, Provided Provided = Provided.Always);

/// <summary>The state machine of a request, as data. Source: domain, Assistance request.</summary>
internal static class Transitions
{
    public static readonly IReadOnlyList<Transition> Table =
    [
        new(RequestStatus.Draft, Verb.Submit, RequestStatus.Submitted, By.Signatory),
        new(RequestStatus.Draft, Verb.Discard, RequestStatus.Discarded, By.Editor),
        new(RequestStatus.Submitted, Verb.Take, RequestStatus.InReview, By.Coordinator),
        new(RequestStatus.InReview, Verb.Return, RequestStatus.ChangesRequested, By.Coordinator),
        new(RequestStatus.ChangesRequested, Verb.Submit, RequestStatus.Submitted, By.Signatory),
        new(RequestStatus.ChangesRequested, Verb.Reply, RequestStatus.ChangesRequested, By.Editor),
        new(RequestStatus.InReview, Verb.Approve, RequestStatus.Approved, By.Coordinator, Provided.NotByTheProposer),
        // The first of two approvals.
        new(RequestStatus.InReview, Verb.Approve, RequestStatus.InReview, By.Coordinator, Provided.NotByTheProposer),
        new(RequestStatus.InReview, Verb.Reject, RequestStatus.Rejected, By.Coordinator),
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
        .. From(RequestStatuses.Open, Verb.Withdraw, RequestStatus.Withdrawn, By.Signatory),
        .. From(RequestStatuses.Open, Verb.Cancel, RequestStatus.Cancelled, By.Coordinator),
        .. From(RequestStatuses.Open, Verb.Hold, null, By.Coordinator, Provided.NotOnHold),
        .. From(RequestStatuses.Open, Verb.Resume, null, By.Coordinator, Provided.OnHold),
        .. From(RequestStatuses.Open, Verb.HandOver, null, By.LeadCoordinator),
        // What times bring.
        new(RequestStatus.ChangesRequested, Verb.Remind, RequestStatus.ChangesRequested, By.System, Provided.NotOnHold),
        new(RequestStatus.ChangesRequested, Verb.Withdraw, RequestStatus.Withdrawn, By.System, Provided.NotOnHold),
        .. From(Targets.Running, Verb.DueSoon, null, By.System, Provided.NotOnHold),
        .. From(Targets.Running, Verb.Overdue, null, By.System, Provided.NotOnHold),
        new(RequestStatus.Closed, Verb.FollowUpDue, RequestStatus.Closed, By.System, Provided.NotOnHold),
        new(RequestStatus.Closed, Verb.FollowUp, RequestStatus.Closed, By.Coordinator, Provided.FollowUpAsked)
    ];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(AssistanceRequest request, Caller caller) =>
        [.. Table.Where(t => t.From == request.Status && caller.Acts(t.By, request.OrganisationId) && Holds(t, request, caller.PersonId))
            .Select(t => t.Verb).Distinct()];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(AssistanceRequest request, Caller caller, string verb)
    {
        var own = Table.Where(t => t.Verb == verb && caller.Acts(t.By, request.OrganisationId)).ToArray();
        if (own.Length == 0)
            return Table.Any(t => t.Verb == verb && caller.WouldAct(t.By))
                ? new Refusal(RefusalKind.Forbidden, "own-organisation")
                : new Refusal(RefusalKind.Forbidden, "not-yours");
        var here = own.Where(t => t.From == request.Status).ToArray();
        if (here.Length == 0) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (here.Any(t => Holds(t, request, caller.PersonId))) return null;
        return here[0].Provided switch
        {
            Provided.NotByTheProposer => new Refusal(RefusalKind.Forbidden, "second-approval"),
            Provided.OnHold => new Refusal(RefusalKind.Conflict, "not-on-hold"),
            Provided.FollowUpAsked => new Refusal(RefusalKind.Conflict, "wrong-state"),
            _ => new Refusal(RefusalKind.Conflict, "on-hold")
        };
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

    private static bool Holds(Transition transition, AssistanceRequest request, Guid personId) => transition.Provided switch
    {
        Provided.NotOnHold => !request.OnHold,
        Provided.OnHold => request.OnHold,
        Provided.FollowUpAsked => request.FollowUp is { IsOpen: true },
        Provided.NotByTheProposer => request.Decision is not { Proposed: true } proposed || proposed.By != personId,
        _ => true
    };
}
