using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// GET …/evaluations: what was asked, and said, of a request. The applicant's team and coordinators see all that was asked, an expert what they are asked
/// themselves. What was said in full is for its author and for coordinators; for the rest there are means, where nobody can be told apart in them.
/// </summary>
internal static class ListEvaluations
{
    private const int Most = 100;

    public static async Task<IResult> Handle(
        Guid id, Reader reader, HttpContext http, Store<AssistanceRequest> requests, Store<Evaluation> evaluations, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } request) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var asked = (await evaluations.List(new Query<Evaluation>([new(Evaluations.OfRequest, id.ToString())], Evaluations.AskedAt, Descending: false, Limit: Most), ct)).Items;
        var own = asked.Any(e => GiveEvaluation.IsPersonOf(e.Value, reader.Caller));
        if (!own && !reader.MaySee(request)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var sight = reader.SightOf(request.Value);
        if (!own && sight < Sight.Invited) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        var prefix = $"{id}|";
        var tallies = await evaluations.Tally(Evaluations.Scores, prefix, Evaluations.AskedAt, ct);
        var participants = asked.FirstOrDefault(e => e.Value.Respondent == Evaluation.Participant);
        return TypedResults.Ok(new EvaluationsView(
            [.. asked.Where(e => sight >= Sight.Team || GiveEvaluation.IsAsked(e.Value, request.Value, reader.Caller)).Select(e => EvaluationItem.Of(e, request.Value, reader, now, periods))],
            EvaluationSummary.Of([.. tallies.Select(t => (t.Value[prefix.Length..], t.Count))], byRespondent: sight == Sight.Coordinator),
            participants is not null && sight >= Sight.Team
                ? new ParticipantsView(await evaluations.Count(Evaluations.PartOf, participants.Id.ToString(), periods.MostParticipants, ct), periods.MostParticipants,
                    participants.Value.AskedAt + periods.EvaluationOpen, IssueParticipantsLink.MayIssue(request.Value, reader.Caller))
                : null));
    }
}

internal sealed record EvaluationsView(IReadOnlyList<EvaluationItem> Items, EvaluationSummary Summary, ParticipantsView? Participants);

/// <param name="Answers">So many have answered.</param>
/// <param name="Most">So many can.</param>
/// <param name="MayIssue">Whether the reader may have the link to hand out.</param>
internal sealed record ParticipantsView(int Answers, int Most, DateTimeOffset OpenUntil, bool MayIssue);

/// <param name="Status"><c>planned asked given</c>.</param>
/// <param name="Actions"><c>give</c> where the reader may answer, or correct, now.</param>
/// <param name="Questions">What is scored by this respondent.</param>
/// <param name="OpenUntil">Until when it is taken, or can be corrected.</param>
/// <param name="Answer">For its author and for coordinators.</param>
internal sealed record EvaluationItem(
    Guid Id, long Revision, Guid RequestId, Guid? AssignmentId, string Stage, string Respondent, EvaluationStatus Status, IReadOnlyList<string> Actions, IReadOnlyList<string> Questions,
    DateTimeOffset AskedAt, DateTimeOffset OpenUntil, DateTimeOffset? GivenAt, EvaluationAnswer? Answer)
{
    public static EvaluationItem Of(Stored<Evaluation> document, AssistanceRequest request, Reader reader, DateTimeOffset now, RequestsSettings periods)
    {
        var evaluation = document.Value;
        var asked = GiveEvaluation.IsAsked(evaluation, request, reader.Caller);
        return new EvaluationItem(
            document.Id, document.Revision, evaluation.RequestId, evaluation.AssignmentId, evaluation.Stage, evaluation.Respondent, evaluation.Status,
            asked && GiveEvaluation.WhyNot(evaluation, now, periods) is null ? [EvaluationVerb.Give] : [],
            EvaluationForm.QuestionsFor(evaluation.Respondent), evaluation.AskedAt,
            evaluation.GivenAt is { } given ? given + periods.EvaluationCorrectable : evaluation.AskedAt + periods.EvaluationOpen, evaluation.GivenAt,
            asked || reader.SightOf(request) == Sight.Coordinator ? evaluation.Answer : null);
    }
}
