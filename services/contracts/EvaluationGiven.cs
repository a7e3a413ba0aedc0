namespace Alliance.Contracts;

/// <summary>
/// Somebody evaluated an assignment or a request. Published by requests, once per history entry (repeats possible, same MessageId); consumed by experts,
/// which counts each (evaluation, number) once. Numbers and codes only: never what was written. Source: domain, Messages and Evaluation.
/// </summary>
/// <param name="Id">The evaluation.</param>
/// <param name="No">Number of the history entry; a corrected evaluation has a higher one and replaces what came before.</param>
/// <param name="AssignmentId">Null where the request as a whole was evaluated.</param>
/// <param name="ExpertId">Of the assignment; null as above.</param>
/// <param name="Stage"><c>completion</c> or <c>follow-up</c>.</param>
/// <param name="Respondent"><c>applicant expert participant coordinator receiving-organisation</c>.</param>
/// <param name="Scores">Code of the question → 1–5; questions left out are absent.</param>
public sealed record EvaluationGiven(
    Guid Id, long No, string Verb, DateTimeOffset At, Guid ActorId, Guid RequestId, Guid? AssignmentId, Guid? ExpertId, string Stage, string Respondent,
    IReadOnlyDictionary<string, int> Scores);
