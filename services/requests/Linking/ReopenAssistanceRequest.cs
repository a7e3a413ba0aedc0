using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Shared.Hosting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Linking;

/// <summary>POST …/reopen: a signatory asks for help again after a request was closed, once and in time. The closed one stays; a follow-up of the same content is handed in, and is the answer.</summary>
internal static class ReopenAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Store<KnownOrganisation> organisations, Counters counters,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var read = await store.Find(id, ct);
        var active = read is not null && await organisations.Find(read.Value.OrganisationId, ct) is { Value.IsActive: true };
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Reopen, reader.Caller, reader.MaySee, d => Decide(d, active, reason, reader.Caller, now), ct,
            entry => entry.Text == Reasoned.Of(reason));
        if (outcome is Outcome<AssistanceRequest>.Refused refused) return Answers.ToHttp(refused.Why);
        FailPoints.Reach("after-reopen");
        var closed = (await store.Find(id, ct))!;
        var begun = (await Successor.Ensure(closed, store, counters, ct))!;
        return Answers.ToHttp(new Outcome<AssistanceRequest>.Created(begun), d => RequestView.Of(d, reader), d => $"/api/requests/{d.Id}");
    }

    /// <param name="active">The applicant is an Active member, as far as is known here.</param>
    public static Decision<AssistanceRequest> Decide(Stored<AssistanceRequest> read, bool active, Reasoned? reason, Caller caller, DateTimeOffset now)
    {
        var request = read.Value;
        if (Transitions.Refuse(request, caller, Verb.Reopen, now) is { } refusal) return refusal;
        if (!active) return new Refusal(RefusalKind.Conflict, "organisation-not-active");
        if (Reasoned.Required(reason) is { } faulty) return faulty;
        var link = new LinkedRequest(Successor.IdOf(read.Id, now), LinkKind.FollowUp, caller.PersonId, now, Reasoned.Of(reason));
        return new Decision<AssistanceRequest>.Moved(
            request with { LinkedRequests = [.. request.LinkedRequests, link] }, Transitions.Entry(request, Verb.Reopen, text: link.Text));
    }
}
