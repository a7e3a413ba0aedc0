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

    /// <summary>Not of the applicant itself.</summary>
    Coordinator
}

/// <summary>One allowed step.</summary>
internal sealed record Transition(RequestStatus From, string Verb, RequestStatus To, By By);

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
        new(RequestStatus.InReview, Verb.Reject, RequestStatus.Rejected, By.Coordinator),
        new(RequestStatus.Submitted, Verb.Withdraw, RequestStatus.Withdrawn, By.Signatory),
        new(RequestStatus.InReview, Verb.Withdraw, RequestStatus.Withdrawn, By.Signatory),
        new(RequestStatus.ChangesRequested, Verb.Withdraw, RequestStatus.Withdrawn, By.Signatory)
    ];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(AssistanceRequest request, Caller caller) =>
        [.. Table.Where(t => t.From == request.Status && caller.Acts(t.By, request.OrganisationId)).Select(t => t.Verb)];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(AssistanceRequest request, Caller caller, string verb)
    {
        if (!Table.Any(t => t.Verb == verb && caller.Acts(t.By, request.OrganisationId)))
            return caller.IsCoordinator() && Table.Any(t => t.Verb == verb && t.By == By.Coordinator)
                ? new Refusal(RefusalKind.Forbidden, "own-organisation")
                : new Refusal(RefusalKind.Forbidden, "not-yours");
        return Table.Any(t => t.Verb == verb && t.From == request.Status && caller.Acts(t.By, request.OrganisationId))
            ? null
            : new Refusal(RefusalKind.Conflict, "wrong-state");
    }

    /// <summary>The history entry of a step that <see cref="Refuse"/> let pass.</summary>
    public static Step Entry(AssistanceRequest request, string verb, string? code = null, string? text = null) =>
        new(verb, request.Status.Wire(), Target(request, verb).Wire(), code, text);

    public static RequestStatus Target(AssistanceRequest request, string verb) =>
        Table.First(t => t.Verb == verb && t.From == request.Status).To;
}

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class Verb
{
    public const string Draft = "draft";
    public const string Submit = "submit";
    public const string Discard = "discard";
    public const string Take = "take";
    public const string Return = "return";
    public const string Reject = "reject";
    public const string Withdraw = "withdraw";
}
