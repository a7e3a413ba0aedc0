using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// Who is asked, and when: per assignment at its end the applicant and the expert; when the request is delivered its coordinator, its participants and each
/// receiving organisation; half a year after its closing the applicant once more. Asking again changes nothing, so it follows from history entries and
/// from messages, however often they come.
/// </summary>
internal sealed class AskForEvaluations(Store<Evaluation> evaluations, RequestsSettings periods)
{
    /// <summary>Whether work ended by it of which both sides say how it was; of who did not come, too. Who is replaced before the start did none.</summary>
    public static bool Ends(AssignmentMoved moved) => moved.To is "completed" or "endedEarly" or "noShow" || (moved.To == "replaced" && moved.From is "active" or "reporting");

    /// <summary>What follows from an entry of the request's history.</summary>
    public async Task Follow(Stored<AssistanceRequest> request, HistoryEntry entry, CancellationToken ct)
    {
        foreach (var evaluation in After(request.Id, request.Value, entry, periods)) await Ask(evaluation, ct);
    }

    /// <summary>What follows from the end of an assignment; before its message is acknowledged.</summary>
    public async Task Follow(Guid requestId, AssistanceRequest request, AssignmentMoved moved, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var evaluation in After(requestId, request, moved, now, periods)) await Ask(evaluation, ct);
    }

    public static IEnumerable<Evaluation> After(Guid requestId, AssistanceRequest request, HistoryEntry entry, RequestsSettings periods)
    {
        if (entry.To == RequestStatus.Delivered.Wire() && entry.From != entry.To)
        {
            yield return Asked(requestId, request, Evaluation.Coordinator, entry.At, periods);
            // Nobody is reminded of their answers: the link is for those who were there.
            yield return Asked(requestId, request, Evaluation.Participant, entry.At, periods) with { NextAt = null };
            foreach (var place in request.Staffing.Where(p => AssignmentStates.IsFilled(p.State) && IsReceiving(request, p.NeedId)))
                yield return Receiving(requestId, request, place.AssignmentId, place.PersonId, entry.At, periods);
        }
        if (entry.To == RequestStatus.Closed.Wire() && entry.From == RequestStatus.Delivered.Wire())
        {
            var askedAt = entry.At + periods.FollowUpAfter;
            yield return Asked(requestId, request, Evaluation.Applicant, askedAt, periods) with { Stage = Evaluation.FollowUp, Status = EvaluationStatus.Planned, NextAt = askedAt };
        }
    }

    public static IEnumerable<Evaluation> After(Guid requestId, AssistanceRequest request, AssignmentMoved moved, DateTimeOffset now, RequestsSettings periods)
    {
        if (!Ends(moved)) yield break;
        yield return Asked(requestId, request, Evaluation.Applicant, now, periods) with { AssignmentId = moved.Id, ExpertId = moved.ExpertId };
        if (!IsReceiving(request, moved.NeedId))
            yield return Asked(requestId, request, Evaluation.Expert, now, periods) with { AssignmentId = moved.Id, ExpertId = moved.ExpertId, PersonId = moved.PersonId };
        // With the delivery of the whole, if it is among those who came to the end; later than that, or without: asked now, and not a second time.
        else if (moved.To != "completed" || request.Status is RequestStatus.Delivered or RequestStatus.Closed) yield return Receiving(requestId, request, moved.Id, moved.PersonId, now, periods);
    }

    private static Evaluation Receiving(Guid requestId, AssistanceRequest request, Guid assignmentId, Guid personId, DateTimeOffset at, RequestsSettings periods) =>
        Asked(requestId, request, Evaluation.ReceivingOrganisation, at, periods) with { AssignmentId = assignmentId, PersonId = personId };

    private static Evaluation Asked(Guid requestId, AssistanceRequest request, string respondent, DateTimeOffset at, RequestsSettings periods) => new()
    {
        RequestId = requestId,
        Reference = request.Reference,
        OrganisationId = request.OrganisationId,
        OwnerId = request.OwnerId,
        Stage = Evaluation.Completion,
        Respondent = respondent,
        Status = EvaluationStatus.Asked,
        AskedAt = at,
        NextAt = at + periods.RemindOfEvaluation
    };

    private static bool IsReceiving(AssistanceRequest request, Guid needId) => request.Content.Needs.Any(n => n.Id == needId && n.Kind == "receiving-organisation");

    /// <summary>An id that exists: it was asked before.</summary>
    private async Task Ask(Evaluation evaluation, CancellationToken ct)
    {
        var id = Evaluation.IdOf(evaluation.RequestId, evaluation.AssignmentId, evaluation.Stage, evaluation.Respondent);
        var verb = evaluation.Status == EvaluationStatus.Planned ? EvaluationVerb.Plan : EvaluationVerb.Ask;
        await evaluations.Create(id, evaluation, Guid.Empty, [new Step(verb, null, evaluation.Status.Wire())], ct);
    }
}

/// <summary>Of an evaluation's history, literal.</summary>
internal static class EvaluationVerb
{
    public const string Plan = "plan";
    public const string Ask = "ask";
    public const string Remind = "remind";

    /// <summary>The first time, and each correction.</summary>
    public const string Give = "give";
}
