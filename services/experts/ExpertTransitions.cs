using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>Who may, towards one profile. Source: domain, Who may.</summary>
internal enum ExpertBy
{
    /// <summary>The person the profile is of.</summary>
    Owner,

    /// <summary>Not of the own profile.</summary>
    Coordinator,

    /// <summary>Not of the own profile.</summary>
    LeadCoordinator,

    /// <summary>A coordinator, or an organisation-administrator of the employer; not of the own profile.</summary>
    EmployerOrCoordinator,

    System
}

/// <summary>One allowed step.</summary>
internal sealed record ExpertTransition(ExpertStatus From, string Verb, ExpertStatus To, ExpertBy By);

/// <summary>The state machine of a profile, as data. Source: domain, Expert.</summary>
internal static class ExpertTransitions
{
    public static readonly IReadOnlyList<ExpertTransition> Table =
    [
        new(ExpertStatus.Draft, ExpertVerb.Submit, ExpertStatus.PendingVerification, ExpertBy.Owner),
        new(ExpertStatus.PendingVerification, ExpertVerb.Verify, ExpertStatus.Active, ExpertBy.Coordinator),
        new(ExpertStatus.PendingVerification, ExpertVerb.Return, ExpertStatus.Draft, ExpertBy.Coordinator),
        new(ExpertStatus.Active, ExpertVerb.Pause, ExpertStatus.Paused, ExpertBy.Owner),
        new(ExpertStatus.Paused, ExpertVerb.Resume, ExpertStatus.Active, ExpertBy.Owner),
        new(ExpertStatus.Active, ExpertVerb.Remind, ExpertStatus.Active, ExpertBy.System),
        new(ExpertStatus.Active, ExpertVerb.GoStale, ExpertStatus.Stale, ExpertBy.System),
        new(ExpertStatus.Active, ExpertVerb.Confirm, ExpertStatus.Active, ExpertBy.Owner),
        new(ExpertStatus.Stale, ExpertVerb.Confirm, ExpertStatus.Active, ExpertBy.Owner),
        new(ExpertStatus.Active, ExpertVerb.Suspend, ExpertStatus.Suspended, ExpertBy.LeadCoordinator),
        new(ExpertStatus.Paused, ExpertVerb.Suspend, ExpertStatus.Suspended, ExpertBy.LeadCoordinator),
        new(ExpertStatus.Stale, ExpertVerb.Suspend, ExpertStatus.Suspended, ExpertBy.LeadCoordinator),
        new(ExpertStatus.Suspended, ExpertVerb.Reinstate, ExpertStatus.Active, ExpertBy.LeadCoordinator),
        new(ExpertStatus.Active, ExpertVerb.RemindCertificate, ExpertStatus.Active, ExpertBy.System),
        .. new[] { ExpertStatus.PendingVerification, ExpertStatus.Active, ExpertStatus.Paused, ExpertStatus.Stale }.Select(s => new ExpertTransition(s, ExpertVerb.AskConsent, s, ExpertBy.Owner)),
        .. new[] { ExpertStatus.Active, ExpertStatus.Paused, ExpertStatus.Stale }.Select(s => new ExpertTransition(s, ExpertVerb.NeedConsent, s, ExpertBy.System)),
        .. Enum.GetValues<ExpertStatus>().Where(s => s is not ExpertStatus.Erased).Select(s => new ExpertTransition(s, ExpertVerb.Erase, ExpertStatus.Erased, ExpertBy.System)),
        .. Enum.GetValues<ExpertStatus>().Where(s => s is not (ExpertStatus.Draft or ExpertStatus.Erased))
            .Select(s => new ExpertTransition(s, ExpertVerb.EmployerConsent, s, ExpertBy.EmployerOrCoordinator))
    ];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(Expert expert, Caller caller) =>
        [.. Table.Where(t => t.From == expert.Status && caller.Acts(t.By, expert)).Select(t => t.Verb).Where(v => Applies(expert, v)).Distinct()];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(Expert expert, Caller caller, string verb)
    {
        if (!Table.Any(t => t.Verb == verb && caller.Acts(t.By, expert)))
            return expert.PersonId == caller.PersonId && Table.All(t => t.Verb != verb || t.By != ExpertBy.Owner)
                ? new Refusal(RefusalKind.Forbidden, "own-profile")
                : new Refusal(RefusalKind.Forbidden, "not-yours");
        return Table.Any(t => t.Verb == verb && t.From == expert.Status && caller.Acts(t.By, expert)) && Applies(expert, verb)
            ? null
            : new Refusal(RefusalKind.Conflict, "wrong-state");
    }

    /// <summary>The history entry of a step that <see cref="Refuse"/> let pass.</summary>
    public static Step Entry(Expert expert, string verb, string? text = null) =>
        new(verb, Wire<ExpertStatus>.Of(expert.Status), Wire<ExpertStatus>.Of(Target(expert, verb)), Text: text);

    public static ExpertStatus Target(Expert expert, string verb) => Table.First(t => t.Verb == verb && t.From == expert.Status).To;

    /// <summary>Who has no employer needs nobody's consent.</summary>
    private static bool Applies(Expert expert, string verb) => verb is not (ExpertVerb.EmployerConsent or ExpertVerb.AskConsent) || expert.Profile.Employer?.OrganisationId is not null;
}

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class ExpertVerb
{
    public const string Enrol = "enrol";

    /// <summary>An administrator of the employer begins a profile for somebody of theirs.</summary>
    public const string Nominate = "nominate";

    public const string Submit = "submit";
    public const string Verify = "verify";
    public const string Return = "return";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Confirm = "confirm";
    public const string Suspend = "suspend";
    public const string Reinstate = "reinstate";
    public const string EmployerConsent = "employer-consent";
    public const string AskConsent = "ask-consent";

    /// <summary>Follows from a save: a profile in use names an employer who must consent, and has not.</summary>
    public const string NeedConsent = "need-consent";

    public const string Remind = "remind";
    public const string RemindCertificate = "remind-certificate";
    public const string GoStale = "go-stale";

    /// <summary>By the person's or an administrator's word in accounts.</summary>
    public const string Erase = "erase";
}
