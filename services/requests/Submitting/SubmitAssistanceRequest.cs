using System.Globalization;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Submitting;

/// <summary>POST …/submit: a signatory of the applicant hands in a draft, or what was returned. It must be complete.</summary>
internal static class SubmitAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Counters counters, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var reference = await Reference(id, ifMatch, reader, store, counters, now, ct);
        var outcome = await Verbs.Apply(store, id, ifMatch, Verb.Submit, reader.Caller, reader.MaySee, read => Decide(read.Value, reference, reader.Caller, now), ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="reference">For a request that has none yet.</param>
    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, string? reference, Caller caller, DateTimeOffset now)
    {
        if (request.Status == RequestStatus.Submitted && request.SubmittedBy == caller.PersonId && caller.Acts(By.Signatory, request.OrganisationId))
            return new Decision<AssistanceRequest>.AlreadyDone();
        if (Transitions.Refuse(request, caller, Verb.Submit) is { } refusal) return refusal;
        if (Completeness.Missing(request.Content) is { Count: > 0 } missing) return new Refusal(RefusalKind.Unprocessable, "incomplete", missing);
        if ((request.Reference ?? reference) is not { } given) return new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale"));

        var next = request with
        {
            Status = Transitions.Target(request, Verb.Submit),
            Reference = given,
            Submissions = request.Submissions + 1,
            SubmittedAt = now,
            SubmittedBy = caller.PersonId,
            Comments = []
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Submit));
    }

    /// <summary>Numbers are drawn only for a submit that would stand; one that is lost to a race leaves a gap and no more.</summary>
    private static async Task<string?> Reference(
        Guid id, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Counters counters, DateTimeOffset now, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        if (read is not { Value.Reference: null } || read.Revision != ifMatch.Revision || !reader.MaySee(read)
            || Decide(read.Value, "", reader.Caller, now) is not Decision<AssistanceRequest>.Moved)
            return null;
        var number = await counters.Next(string.Create(CultureInfo.InvariantCulture, $"request-{now.Year}"), ct);
        return string.Create(CultureInfo.InvariantCulture, $"REQ-{now.Year}-{number:000000}");
    }
}
