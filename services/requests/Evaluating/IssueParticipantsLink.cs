using Alliance.Contracts;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// POST …/evaluations/link: the link by which those who took part say how it was, to be handed out by the applicant's team, or by its coordinator. It is said this
/// once; who needs it again gets another to the same evaluation, and those handed out go on working. No address of a participant is known here.
/// </summary>
internal static class IssueParticipantsLink
{
    public static async Task<IResult> Handle(
        Guid id, Reader reader, HttpContext http, Store<AssistanceRequest> requests, Store<Evaluation> evaluations, SignedLinks links, RequestsSettings periods, TimeProvider clock,
        CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } request || !reader.MaySee(request)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!MayIssue(request.Value, reader.Caller)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        if (await evaluations.Find(Evaluation.IdOf(id, null, Evaluation.Completion, Evaluation.Participant), ct) is not { } whole)
            return Answers.ToHttp(new Refusal(RefusalKind.Conflict, "evaluation-not-asked"));
        var expires = whole.Value.AskedAt + periods.EvaluationOpen;
        if (expires <= clock.GetUtcNow()) return Answers.ToHttp(new Refusal(RefusalKind.Conflict, "evaluation-over"));
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new NewLink(await links.Issue(LinkPurpose.Evaluate, whole.Id, Guid.Empty, expires, ct), expires));
    }

    public static bool MayIssue(AssistanceRequest request, Caller caller) => caller.IsTeam(request.OrganisationId) || caller.Acts(By.Coordinator, request.OrganisationId);
}
