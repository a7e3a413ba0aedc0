using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>What the background loop does for evaluations: it asks what is planned, reminds of what is not answered, and says what was given in numbers.</summary>
internal static class DueEvaluations
{
    private const int MostReminders = 2;

    public static DueWork<Evaluation> Of(IServiceProvider services)
    {
        var periods = services.GetRequiredService<RequestsSettings>();
        var requests = services.GetRequiredService<Store<AssistanceRequest>>();
        return new DueWork<Evaluation>(services.GetRequiredService<Store<Evaluation>>())
        {
            Announce = Announce,
            OnDue = async (read, now, ct) =>
            {
                // It may have been handed over since.
                var owner = (await requests.Find(read.Value.RequestId, ct))?.Value.OwnerId;
                return Tick(read.Value, now, periods) is { } moved ? new Advance<Evaluation>(moved.Next with { OwnerId = owner ?? read.Value.OwnerId }, Guid.Empty, moved.Steps) : null;
            }
        };
    }

    /// <summary>Null when it is not the time. Two reminders, each as long after the one before.</summary>
    public static Decision<Evaluation>.Moved? Tick(Evaluation evaluation, DateTimeOffset now, RequestsSettings periods)
    {
        if (evaluation.Status == EvaluationStatus.Given || evaluation.NextAt is not { } due || due > now) return null;
        if (evaluation.Status == EvaluationStatus.Planned)
        {
            return new(evaluation with { Status = EvaluationStatus.Asked, AskedAt = now, NextAt = now + periods.RemindOfEvaluation },
                new Step(EvaluationVerb.Ask, EvaluationStatus.Planned.Wire(), EvaluationStatus.Asked.Wire()));
        }
        var reminders = evaluation.Reminders + 1;
        var next = now + periods.RemindOfEvaluation;
        var more = reminders < MostReminders && next < evaluation.AskedAt + periods.EvaluationOpen;
        return new(evaluation with { Reminders = reminders, NextAt = more ? next : null },
            new Step(EvaluationVerb.Remind, EvaluationStatus.Asked.Wire(), EvaluationStatus.Asked.Wire()));
    }

    public static IEnumerable<object> Announce(Stored<Evaluation> document, HistoryEntry entry)
    {
        var evaluation = document.Value;
        switch (entry.Verb)
        {
            case EvaluationVerb.Ask or EvaluationVerb.Remind:
                yield return new RequestNoted(
                    document.Id, entry.No, entry.Verb, entry.At, entry.ActorId, evaluation.RequestId, NoteKind.EvaluationAsked, evaluation.Reference, evaluation.OrganisationId, evaluation.OwnerId,
                    Role: evaluation.PersonId is not null ? null : evaluation.Respondent == Evaluation.Coordinator ? NotedFor.Owner : NotedFor.ApplicantTeam,
                    PersonId: evaluation.PersonId, Code: evaluation.Stage == Evaluation.FollowUp ? evaluation.Stage : evaluation.Respondent);
                break;
            case EvaluationVerb.Give when evaluation.Answer is { } answer:
                yield return new EvaluationGiven(
                    document.Id, entry.No, entry.Verb, entry.At, entry.ActorId, evaluation.RequestId, evaluation.AssignmentId, evaluation.ExpertId, evaluation.Stage, evaluation.Respondent,
                    answer.Scores);
                break;
        }
    }
}
