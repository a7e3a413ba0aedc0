using Alliance.Contracts;
using static Alliance.Notifications.Telling.Subject;

namespace Alliance.Notifications.Telling;

/// <summary>Who is told of what, and how: the table of the domain ("Who is told") as data, and the function that reads it.</summary>
internal static class WhoIsTold
{
    private const string Any = "*";
    private const bool Mail = true;
    private const bool Inbox = false;

    /// <summary>Of somebody else's profile, and so about the page where it is given.</summary>
    public const string ConsentNeeded = "consentNeeded";

    /// <summary>
    /// Of several rows that name the same person for one event the first counts: an event is told once. Where several verbs, or people and the
    /// system, lead to one state, the row names the state. Rows that the domain does not have stand in the README with their reason.
    /// </summary>
    public static readonly IReadOnlyList<Row> Table =
    [
        new(Request, "submit", "draft", Any, Who.Submitter, "receipt", Mail),
        new(Request, "submit", "draft", Any, Who.Coordinators, "submitted", Inbox),
        new(Request, "submit", "changesRequested", Any, Who.Submitter, "receipt", Mail),
        new(Request, "submit", "changesRequested", Any, Who.Owner, "resubmitted", Mail),
        new(Request, "reopen", Any, "submitted", Who.Submitter, "receipt", Mail),
        new(Request, "reopen", Any, "submitted", Who.Coordinators, "submitted", Inbox),
        new(Request, "appeal", Any, Any, Who.Leads, "appealed", Inbox),
        new(Request, "take", Any, Any, Who.ApplicantTeam, "taken", Inbox),
        new(Request, "take", Any, Any, Who.Owner, "handedOver", Inbox),
        new(Request, "hand-over", Any, Any, Who.Owner, "handedOver", Inbox),
        new(Request, "hold", Any, Any, Who.ApplicantTeam, "held", Inbox),
        new(Request, "resume", Any, Any, Who.ApplicantTeam, "resumed", Inbox),
        new(Request, "approve", "inReview", "inReview", Who.Coordinators, "secondApproval", Inbox),
        new(Request, "remind", Any, "changesRequested", Who.ApplicantTeam, "reminded", Mail),
        new(Request, "due-soon", Any, Any, Who.OwnerElseCoordinators, "dueSoon", Mail),
        new(Request, "overdue", Any, Any, Who.Leads, "overdue", Mail),
        new(Request, "follow-up-due", Any, Any, Who.OwnerElseCoordinators, "followUpDue", Mail),
        new(Request, Any, Any, "changesRequested", Who.ApplicantTeam, "returned", Mail),
        new(Request, Any, Any, "approved", Who.ApplicantTeam, "appealDecided", Mail, AfterAppeal: true),
        new(Request, Any, Any, "rejected", Who.ApplicantTeam, "appealDecided", Mail, AfterAppeal: true),
        new(Request, Any, Any, "redirected", Who.ApplicantTeam, "appealDecided", Mail, AfterAppeal: true),
        new(Request, Any, Any, "merged", Who.ApplicantTeam, "appealDecided", Mail, AfterAppeal: true),
        new(Request, Any, "inConsultation", "inReview", Who.Owner, "consultationOver", Inbox),
        new(Request, Any, Any, "approved", Who.ApplicantTeam, "approved", Mail),
        new(Request, Any, Any, "rejected", Who.ApplicantTeam, "rejected", Mail),
        new(Request, Any, Any, "redirected", Who.ApplicantTeam, "redirected", Mail),
        new(Request, Any, Any, "merged", Who.ApplicantTeam, "merged", Mail),
        // From matching only: a request whose first expert is done before the second starts is staffed again, which is no news.
        new(Request, Any, "matching", "staffed", Who.ApplicantTeam, "staffed", Inbox),
        new(Request, Any, Any, "inProgress", Who.ApplicantTeam, "inProgress", Inbox),
        new(Request, Any, Any, "unfilled", Who.ApplicantTeam, "unfilled", Mail),
        new(Request, Any, Any, "delivered", Who.ApplicantTeam, "delivered", Mail),
        new(Request, Any, Any, "closed", Who.ApplicantTeam, "closed", Mail),
        new(Request, Any, Any, "cancelled", Who.ApplicantTeam, "cancelled", Mail),
        new(Request, Any, Any, "withdrawn", Who.Owner, "withdrawn", Mail, BySystem: false),
        new(Request, Any, Any, "withdrawn", Who.Owner, "lapsed", Mail, BySystem: true),
        new(Request, Any, Any, "withdrawn", Who.ApplicantTeam, "lapsed", Mail, BySystem: true),

        // What was noted, and for whom; none of the states above.
        new(Request, NoteKind.Message, Any, NotedFor.ApplicantTeam, Who.ApplicantTeam, "message", Mail),
        new(Request, NoteKind.Message, Any, NotedFor.Owner, Who.OwnerElseCoordinators, "message", Mail),
        new(Request, NoteKind.Consultation, Any, NotedFor.Consulted, Who.Consulted, "consulted", Mail),
        new(Request, NoteKind.Comment, Any, NotedFor.ApplicantTeam, Who.ApplicantTeam, "comment", Mail),
        new(Request, NoteKind.Comment, Any, NotedFor.Owner, Who.OwnerElseCoordinators, "commentAnswered", Mail),
        // Nobody has it yet: who takes it finds the file there.
        new(Request, NoteKind.Attachment, Any, NotedFor.Owner, Who.Owner, "attached", Inbox),
        // From: what is asked of whom. The participants' link is news of the page where the delivery is told by mail already.
        new(Request, NoteKind.EvaluationAsked, "participant", NotedFor.ApplicantTeam, Who.ApplicantTeam, "participantsAsked", Inbox),
        new(Request, NoteKind.EvaluationAsked, "follow-up", NotedFor.ApplicantTeam, Who.ApplicantTeam, "followUpAsked", Mail),
        new(Request, NoteKind.EvaluationAsked, Any, NotedFor.ApplicantTeam, Who.ApplicantTeam, "evaluationAsked", Mail),
        new(Request, NoteKind.EvaluationAsked, Any, NotedFor.Owner, Who.OwnerInPerson, "evaluationAsked", Inbox),
        new(Request, NoteKind.EvaluationAsked, Any, Happening.ForPerson, Who.Named, "evaluationAsked", Mail),

        new(Assignment, Any, Any, "interested", Who.Owner, "interested", Inbox),
        // Who receives people for an organisation, and who waits for it, in words of their own; whatever is not here is said as of an expert.
        .. HostsAreTold.Rows,

        new(Assignment, Any, Any, "invited", Who.TheExpert, "invited", Mail),
        new(Assignment, "remind", Any, "invited", Who.TheExpert, "reminded", Mail),
        new(Assignment, Any, "invited", "accepted", Who.ApplicantSignatories, "accepted", Mail),
        new(Assignment, Any, "invited", "accepted", Who.Owner, "acceptedInConflict", Inbox, ConflictOpen: true),
        new(Assignment, Any, "invited", "accepted", Who.Owner, "accepted", Inbox),
        new(Assignment, "declare-conflict", Any, Any, Who.Owner, "conflictDeclared", Inbox, ConflictOpen: true),
        new(Assignment, Any, "reserve", "accepted", Who.Owner, "promoted", Inbox),
        new(Assignment, Any, Any, "declined", Who.Owner, "declined", Mail),
        new(Assignment, Any, Any, "expired", Who.Owner, "expired", Mail),
        new(Assignment, Any, Any, "confirmed", Who.TheExpert, "confirmed", Mail),
        new(Assignment, Any, Any, "reserve", Who.TheExpert, "reserve", Mail),
        new(Assignment, Any, Any, "notSelected", Who.TheExpert, "notSelected", Mail),
        // Who is only proposed knows of none.
        new(Assignment, "terms", Any, Any, Who.TheExpert, "termsChanged", Mail, NotFrom: "proposed"),
        new(Assignment, "terms", Any, Any, Who.ApplicantSignatories, "termsWritten", Inbox, NotFrom: "proposed"),
        new(Assignment, Any, Any, "reporting", Who.TheExpert, "reportDue", Mail, BySystem: true),
        new(Assignment, Any, Any, "reporting", Who.ApplicantSignatories, "reported", Mail),
        new(Assignment, Any, Any, "reporting", Who.Owner, "reported", Inbox),
        // The report that the end date asked for has come.
        new(Assignment, "report", "reporting", "reporting", Who.ApplicantSignatories, "reported", Mail),
        new(Assignment, "report", "reporting", "reporting", Who.Owner, "reported", Inbox),
        new(Assignment, "return-report", Any, Any, Who.TheExpert, "reportReturned", Mail),
        new(Assignment, Any, Any, "completed", Who.TheExpert, "completed", Mail),
        new(Assignment, Any, Any, "withdrawn", Who.ApplicantSignatories, "withdrawn", Mail),
        new(Assignment, Any, Any, "withdrawn", Who.Owner, "withdrawn", Inbox),
        // Whoever worked on it is nobody any more: somebody else is needed.
        new(Assignment, Any, Any, Any, Who.Owner, "expertGone", Mail, Code: "expert-erased"),
        // Who had only offered to help, or was only proposed, they have not heard of.
        .. ((string[])["invited", "accepted", "reserve", "confirmed", "active"]).Select(from => new Row(Assignment, Any, from, Any, Who.ApplicantSignatories, "expertGone", Inbox, Code: "expert-erased")),
        // Who was only proposed knows of nothing that could be cancelled, unless it is their own offer that was taken up.
        new(Assignment, Any, "proposed", "cancelled", Who.TheExpert, "notTakenUp", Mail, Offered: true),
        new(Assignment, Any, "interested", "cancelled", Who.TheExpert, "notTakenUp", Mail),
        new(Assignment, Any, Any, "cancelled", Who.TheExpert, "cancelled", Mail, NotFrom: "proposed"),
        new(Assignment, Any, Any, "endedEarly", Who.TheExpert, "endedEarly", Mail),
        new(Assignment, Any, Any, "replaced", Who.TheExpert, "replaced", Mail),
        new(Assignment, Any, Any, "noShow", Who.Owner, "noShow", Mail),

        new(Offer, Any, Any, "offered", Who.Owner, "offered", Inbox),
        new(Offer, Any, Any, "accepted", Who.TheExpert, "accepted", Mail),
        new(Offer, "lapse", Any, "declined", Who.TheExpert, "lapsed", Mail),
        new(Offer, Any, Any, "declined", Who.TheExpert, "declined", Mail, BySystem: false),
        new(Offer, Any, Any, "withdrawn", Who.Owner, "withdrawn", Inbox),

        new(Expert, "verify", Any, "active", Who.TheExpert, "verified", Mail),
        new(Expert, "return", Any, "draft", Who.TheExpert, "returned", Mail),
        new(Expert, "nominate", Any, Any, Who.TheExpert, "nominated", Mail),
        new(Expert, "submit", Any, Any, Who.Employer, ConsentNeeded, Mail),
        new(Expert, "need-consent", Any, Any, Who.Employer, ConsentNeeded, Mail),
        new(Expert, "ask-consent", Any, Any, Who.Employer, ConsentNeeded, Mail),
        new(Expert, "employer-consent", Any, Any, Who.TheExpert, "consentGiven", Inbox),
        new(Expert, "remind-certificate", Any, Any, Who.TheExpert, "certificateExpiring", Mail),
        new(Expert, "remind", Any, "active", Who.TheExpert, "staleSoon", Mail),
        new(Expert, Any, Any, "stale", Who.TheExpert, "stale", Mail),
        new(Expert, Any, Any, "suspended", Who.TheExpert, "suspended", Mail),
    ];

    /// <summary>One entry per person. A step without a row is told to nobody.</summary>
    public static IReadOnlyList<Recipient> Of(Happening happening, KnownPeople people)
    {
        return [.. Table
            .Where(row => IsAbout(row, happening))
            .SelectMany(row => People(row.Who, happening, people).Select(person => new Recipient(person, row.Event, row.Mail)))
            .DistinctBy(recipient => recipient.PersonId)];
    }

    /// <summary>Whether the person is mailed besides: not of what is older than <paramref name="noneAfter"/>, however late it is heard of.</summary>
    public static bool IsMailed(Recipient recipient, Happening happening, DateTimeOffset now, TimeSpan noneAfter) =>
        recipient.Mail && now - happening.At <= noneAfter;

    private static bool IsAbout(Row row, Happening happening) =>
        row.Kind == happening.Subject.Kind
        && (row.Verb == Any ? happening.From != happening.To : row.Verb == happening.Verb)
        && (row.From == Any || row.From == happening.From)
        && (row.NotFrom is null || row.NotFrom != happening.From)
        && (row.To == Any || row.To == happening.To)
        && (row.Code is null || row.Code == happening.Code)
        && (row.ConflictOpen is null || row.ConflictOpen == happening.ConflictOpen)
        && (row.Offered is null || row.Offered == happening.Offered)
        && (row.Hosting is null || row.Hosting == happening.Hosting)
        && (row.AfterAppeal is null || row.AfterAppeal == happening.AfterAppeal)
        && (row.BySystem is null || row.BySystem == happening.IsBySystem);

    private static IEnumerable<Guid> People(Who who, Happening happening, KnownPeople people)
    {
        // The system acts too, but nobody is there to be told.
        if (who == Who.Submitter) return happening.IsBySystem ? [] : [happening.ActorId];
        IEnumerable<Guid> named = (who, happening.ApplicantId) switch
        {
            (Who.Owner, _) => happening.OwnerId is { } owner ? Owner(owner) : [],
            (Who.OwnerElseCoordinators, { } applicant) => happening.OwnerId is { } owner ? Owner(owner) : people.CoordinatorsFor(applicant),
            (Who.OwnerInPerson, { } applicant) => happening.OwnerId is { } owner ? [owner] : people.CoordinatorsFor(applicant),
            (Who.Named, _) => happening.PersonId is { } person ? [person] : [],
            (Who.Employer, _) => happening.ConsentOf is { } employer ? people.AdministratorsOf(employer) : [],
            (Who.TheExpert, _) => happening.ExpertId is { } expert ? [expert] : [],
            (Who.Consulted, { } applicant) => happening.ConsultedId is { } consulted ? people.SpeakersFor(consulted, applicant) : [],
            (Who.Coordinators, { } applicant) => people.CoordinatorsFor(applicant),
            (Who.Leads, { } applicant) => people.LeadsFor(applicant),
            (Who.ApplicantTeam, { } applicant) => people.TeamOf(applicant),
            (Who.ApplicantSignatories, { } applicant) => people.SignatoriesOf(applicant),
            _ => [],
        };
        return named.Where(person => person != happening.ActorId && (who != Who.Employer || person != happening.ExpertId));

        // Of what an owner does themselves nobody needs to be told in their place.
        IEnumerable<Guid> Owner(Guid owner) => owner == happening.ActorId ? [] : people.OwnerAndSubstitute(owner, happening.ApplicantId);
    }
}

/// <summary>In each of the first three columns <c>*</c> is any.</summary>
/// <param name="Verb">Any: whatever led into the state; a step that stays in it is none.</param>
/// <param name="Mail">Inbox and e-mail; otherwise the inbox alone.</param>
/// <param name="BySystem">Null: whoever acted.</param>
/// <param name="Code">Null: whatever the reason.</param>
internal sealed record Row(string Kind, string Verb, string From, string To, Who Who, string Event, bool Mail, bool? BySystem = null, string? NotFrom = null, string? Code = null, bool? AfterAppeal = null,
    bool? ConflictOpen = null, bool? Offered = null, bool? Hosting = null);

/// <summary>Audiences of the table.</summary>
internal enum Who
{
    /// <summary>Who acted: the only one told of an own act, as a receipt.</summary>
    Submitter,
    Coordinators,
    Leads,

    /// <summary>Editors and signatories of the applicant.</summary>
    ApplicantTeam,
    ApplicantSignatories,

    /// <summary>Who answers for the organisation whose opinion is asked.</summary>
    Consulted,

    /// <summary>The coordinator who has the request, and who stands in for them then.</summary>
    Owner,

    /// <summary>While nobody has it, whoever could.</summary>
    OwnerElseCoordinators,

    /// <summary>As the one before, of what nobody can do in their place.</summary>
    OwnerInPerson,
    TheExpert,

    /// <summary>The organisation-administrators of the employer who must consent; not the expert, who may be one.</summary>
    Employer,

    /// <summary>One person, whom the message names.</summary>
    Named
}

/// <summary>One person is told one event.</summary>
internal sealed record Recipient(Guid PersonId, string Event, bool Mail);
