namespace Alliance.Contracts;

/// <summary>
/// Something was said or asked about a request that is no step of its life. Published by requests, once per history entry of the document that holds it
/// (repeats possible, same MessageId); consumed by notifications. Ids, codes and the reference only. Source: domain, Messages.
/// </summary>
/// <param name="Id">Of the document it was said in: a message, a consultation, an evaluation that is asked for, or the request itself (a comment that was answered, a file).</param>
/// <param name="No">Number of that document's history entry.</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system. Whoever acted is not told of it.</param>
/// <param name="Kind">A word of <see cref="NoteKind"/>.</param>
/// <param name="OrganisationId">The applicant.</param>
/// <param name="OwnerId">The coordinator who has the request; null before take.</param>
/// <param name="Role">For whom: a word of <see cref="NotedFor"/>; null where a person is named.</param>
/// <param name="ForOrganisationId">Whose people, where <paramref name="Role"/> is <see cref="NotedFor.Consulted"/>.</param>
/// <param name="PersonId">For whom, where it is one person.</param>
public sealed record RequestNoted(
    Guid Id, long No, string Verb, DateTimeOffset At, Guid ActorId, Guid RequestId, string Kind, string? Reference, Guid OrganisationId, Guid? OwnerId,
    string? Role = null, Guid? ForOrganisationId = null, Guid? PersonId = null, string? Code = null);

/// <summary>What was noted.</summary>
public static class NoteKind
{
    public const string Message = "message";
    public const string Comment = "comment";
    public const string Consultation = "consultation";
    public const string EvaluationAsked = "evaluation-asked";
    public const string Attachment = "attachment";

    public static IReadOnlyList<string> All { get; } = [Message, Comment, Consultation, EvaluationAsked, Attachment];
}

/// <summary>For whom, where not one person is named.</summary>
public static class NotedFor
{
    /// <summary>Editors and signatories of the applicant.</summary>
    public const string ApplicantTeam = "applicant-team";

    /// <summary>The owner of the request; while it has none, all coordinators.</summary>
    public const string Owner = "owner";

    /// <summary>Signatories and editors, and the organisation's administrators, of the consulted organisation.</summary>
    public const string Consulted = "consulted";

    public static IReadOnlyList<string> All { get; } = [ApplicantTeam, Owner, Consulted];
}
