using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// POST …/evaluations/{evaluationId}: who was asked says how it was, and may correct it for a while. The applicant's is its team's: of editors and signatories
/// alike, since it binds the authority to nothing.
/// </summary>
internal static class GiveEvaluation
{
    public static async Task<IResult> Handle(
        Guid id, Guid evaluationId, EvaluationForm? form, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> requests, Store<Evaluation> evaluations, RequestsSettings periods,
        TimeProvider clock, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } request) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var now = clock.GetUtcNow();
        Evaluation? asked = null;
        var outcome = await Verbs.Apply(
            evaluations, evaluationId, ifMatch, EvaluationVerb.Give, reader.Caller,
            read => (asked = read.Value).RequestId == id && (reader.MaySee(request) || IsPersonOf(read.Value, reader.Caller)),
            read => Decide(read.Value, request.Value, form ?? new EvaluationForm(), reader.Caller, now, periods), ct,
            _ => asked is not null && (form ?? new EvaluationForm()).Read(asked).Answer?.SaysTheSame(asked.Answer) == true);
        return Answers.ToHttp(outcome, d => EvaluationItem.Of(d, request.Value, reader, now, periods));
    }

    public static Decision<Evaluation> Decide(
        Evaluation evaluation, AssistanceRequest request, EvaluationForm form, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (!IsAsked(evaluation, request, caller)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (WhyNot(evaluation, now, periods) is { } code) return new Refusal(RefusalKind.Conflict, code);
        var (answer, refusal) = form.Read(evaluation);
        if (answer is null) return refusal!;
        if (answer.SaysTheSame(evaluation.Answer)) return new Decision<Evaluation>.AlreadyDone();
        return new Decision<Evaluation>.Moved(
            evaluation with { Status = EvaluationStatus.Given, Answer = answer, GivenAt = evaluation.GivenAt ?? now, NextAt = null },
            new Step(EvaluationVerb.Give, evaluation.Status.Wire(), EvaluationStatus.Given.Wire()));
    }

    /// <summary>Whether it is this caller who is asked. Participants answer by their link, where nobody signs in.</summary>
    public static bool IsAsked(Evaluation evaluation, AssistanceRequest request, Caller caller) => evaluation.Respondent switch
    {
        Evaluation.Applicant => caller.IsTeam(request.OrganisationId),
        Evaluation.Coordinator => request.OwnerId == caller.PersonId && caller.Acts(By.Coordinator, request.OrganisationId),
        Evaluation.Participant => false,
        _ => IsPersonOf(evaluation, caller)
    };

    /// <summary>By the assignment, whatever the role: who speaks for an organisation that received people is no expert.</summary>
    public static bool IsPersonOf(Evaluation evaluation, Caller caller) => evaluation.PersonId == caller.PersonId && caller.Memberships.Count > 0;

    /// <summary>Null: it is taken now.</summary>
    public static string? WhyNot(Evaluation evaluation, DateTimeOffset now, RequestsSettings periods) => evaluation switch
    {
        { Status: EvaluationStatus.Planned } => "evaluation-not-asked",
        { GivenAt: { } given } => now > given + periods.EvaluationCorrectable ? "evaluation-final" : null,
        _ => now > evaluation.AskedAt + periods.EvaluationOpen ? "evaluation-over" : null
    };
}
