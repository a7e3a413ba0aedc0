using Alliance.Contracts;
using Alliance.Shared.Messaging;

namespace Alliance.Notifications.Telling;

/// <summary>A step of a document's life, whatever message brought it: all that is needed to say who is told, and what.</summary>
/// <param name="No">Number of the history entry.</param>
/// <param name="From">State before, null at creation; camelCase.</param>
/// <param name="ActorId"><see cref="Guid.Empty"/> for the system.</param>
/// <param name="ApplicantId">The organisation whose request it is or belongs to; null for an expert's profile.</param>
/// <param name="OwnerId">The coordinator who has the request.</param>
/// <param name="ExpertId">The person whose profile or assignment it is; null for a request.</param>
/// <param name="Code">Reason from a code list, or null.</param>
/// <param name="Deadline">Until when an invitation can be answered, UTC.</param>
/// <param name="Period">Of the assignment.</param>
/// <param name="PersonId">Whom it is said to, where it is one person.</param>
/// <param name="ConsultedId">The organisation whose opinion is asked.</param>
/// <param name="AfterAppeal">The request was appealed before.</param>
/// <param name="ConflictOpen">The expert declared a conflict of interest that nobody has decided on.</param>
/// <param name="ConsentOf">The employer whose consent is needed or asked for.</param>
/// <param name="Offered">The expert had offered to help.</param>
/// <param name="Hosting">No expert goes: an organisation receives people.</param>
/// <param name="SaidIn">The document whose entry it is, where that is not the subject: a message about a request.</param>
internal sealed record Happening(
    Subject Subject, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId,
    Guid? ApplicantId = null, Guid? OwnerId = null, Guid? ExpertId = null, string? Code = null, DateTimeOffset? Deadline = null, DayPeriod? Period = null,
    Guid? PersonId = null, Guid? SaidIn = null, Guid? ConsultedId = null, bool AfterAppeal = false, bool ConflictOpen = false, bool Offered = false, Guid? ConsentOf = null,
    bool Hosting = false)
{
    /// <summary>The state of what is said to one person.</summary>
    public const string ForPerson = "person";

    public bool IsBySystem => ActorId == Guid.Empty;

    public static Happening Of(RequestMoved moved) => Checked(new Happening(
        new Subject(Subject.Request, moved.Id, moved.Reference), moved.No, moved.Verb, moved.From, moved.To, moved.At, moved.ActorId,
        ApplicantId: moved.OrganisationId, OwnerId: moved.OwnerId, Code: moved.Code, AfterAppeal: moved.AfterAppeal));

    /// <summary>Its verb is what was noted, its state for whom, and of an evaluation the state before who is asked: what the rows of the table go by.</summary>
    public static Happening Of(RequestNoted noted) => Checked(new Happening(
        new Subject(Subject.Request, noted.RequestId, noted.Reference), noted.No, noted.Kind, From: noted.Kind == NoteKind.EvaluationAsked ? noted.Code : null, noted.PersonId is null ? noted.Role ?? "" : ForPerson, noted.At,
        noted.ActorId, ApplicantId: noted.OrganisationId, OwnerId: noted.OwnerId, Code: noted.Kind == NoteKind.EvaluationAsked ? null : noted.Code, PersonId: noted.PersonId, SaidIn: noted.Id, ConsultedId: noted.ForOrganisationId));

    public static Happening Of(AssignmentMoved moved) => Checked(new Happening(
        new Subject(Subject.Assignment, moved.Id, moved.Reference), moved.No, moved.Verb, moved.From, moved.To, moved.At, moved.ActorId,
        ApplicantId: moved.OrganisationId, OwnerId: moved.OwnerId, ExpertId: moved.PersonId, moved.Code, moved.Deadline, moved.Period,
        ConflictOpen: moved.ConflictOpen, Offered: moved.Offered, Hosting: moved.Hosting));

    public static Happening Of(ExpertMoved moved) => Checked(new Happening(
        new Subject(Subject.Expert, moved.Id, Reference: null), moved.No, moved.Verb, moved.From, moved.To, moved.At, moved.ActorId,
        ExpertId: moved.PersonId, Code: moved.Code, ConsentOf: moved.ConsentOf));

    /// <summary>Who is told of it as the person it is about, is who offered.</summary>
    public static Happening Of(OfferMoved moved) => Checked(new Happening(
        new Subject(Subject.Offer, moved.Id, moved.Reference), moved.No, moved.Verb, moved.From, moved.To, moved.At, moved.ActorId,
        ApplicantId: moved.OrganisationId, OwnerId: moved.OwnerId, ExpertId: moved.OfferedBy, Code: moved.Code));

    /// <exception cref="InvalidMessageException">Without document and entry number nothing could be told once; without its person an expert's step not at all.</exception>
    private static Happening Checked(Happening happening) =>
        happening.Subject.Id == Guid.Empty || happening.SaidIn == Guid.Empty || happening.No < 1 || happening.ExpertId == Guid.Empty
            ? throw new InvalidMessageException($"A message about {happening.Subject.Kind} {happening.Subject.Id} entry {happening.No} names no history entry or no person.")
            : happening;
}
