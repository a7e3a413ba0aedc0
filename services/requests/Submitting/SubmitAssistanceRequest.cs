using System.Globalization;
using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Submitting;

/// <summary>POST …/submit: a signatory of the applicant hands in a draft, or what was returned. It must be complete, and the organisation an Active member.</summary>
internal static class SubmitAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Store<KnownOrganisation> organisations, Counters counters,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var read = await store.Find(id, ct);
        // Whose request it is never changes, so this holds for whatever revision is decided about.
        var active = read is not null && await organisations.Find(read.Value.OrganisationId, ct) is { Value: { IsActive: true, IsAssociation: false } };
        var reference = await Reference(read, active, ifMatch, reader, counters, now, ct);
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Submit, reader.Caller, reader.MaySee, d => Decide(d.Value, active, reference, reader.Caller, now), ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="active">The applicant is an Active member, as far as is known here.</param>
    /// <param name="reference">For a request that has none yet.</param>
    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, bool active, string? reference, Caller caller, DateTimeOffset now)
    {
        if (request.Status == RequestStatus.Submitted && request.SubmittedBy == caller.PersonId && caller.Acts(By.Signatory, request.OrganisationId))
            return new Decision<AssistanceRequest>.AlreadyDone();
        if (Transitions.Refuse(request, caller, Verb.Submit) is { } refusal) return refusal;
        if (!active) return new Refusal(RefusalKind.Conflict, "organisation-not-active");
        if (Completeness.Missing(request.Content) is { Count: > 0 } missing) return new Refusal(RefusalKind.Unprocessable, "incomplete", missing);
        if ((request.Reference ?? reference) is not { } given) return new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale"));

        var next = request with
        {
            Status = Transitions.Target(request, Verb.Submit),
            Content = AskedFields.Only(request.Content),
            Reference = given,
            Submissions = request.Submissions + 1,
            SubmittedAt = now,
            FirstSubmittedAt = request.FirstSubmittedAt ?? request.SubmittedAt ?? now,
            SubmittedBy = caller.PersonId,
            Asked = request.Comments.Count > 0 ? request.Comments : request.Asked,
            Comments = []
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Submit));
    }

    /// <summary>Numbers are drawn only for a submit that would stand; one that is lost to a race leaves a gap and no more.</summary>
    private static async Task<string?> Reference(
        Stored<AssistanceRequest>? read, bool active, IfMatch ifMatch, Reader reader, Counters counters, DateTimeOffset now, CancellationToken ct)
    {
        if (read is not { Value.Reference: null } || read.Revision != ifMatch.Revision || !reader.MaySee(read)
            || Decide(read.Value, active, "", reader.Caller, now) is not Decision<AssistanceRequest>.Moved)
            return null;
        return await NextReference(counters, now, ct);
    }

    /// <summary>Counted within the year of the first submit.</summary>
    public static async Task<string> NextReference(Counters counters, DateTimeOffset now, CancellationToken ct)
    {
        var number = await counters.Next(string.Create(CultureInfo.InvariantCulture, $"request-{now.Year}"), ct);
        return string.Create(CultureInfo.InvariantCulture, $"REQ-{now.Year}-{number:000000}");
    }
}
