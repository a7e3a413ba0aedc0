using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Appealing;

/// <summary>POST …/appeal: a signatory of the applicant does not agree with a rejection. Once, in time; it is looked at by others than those who decided.</summary>
internal static class AppealRejection
{
    public static async Task<IResult> Handle(
        Guid id, Reasoned? reason, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Appeal, reader.Caller, reader.MaySee, read => Decide(read.Value, reason, reader.Caller, now), ct,
            entry => entry.Text == Reasoned.Of(reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reasoned? reason, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Appeal, now) is { } refusal) return refusal;
        if (Reasoned.Required(reason) is { } faulty) return faulty;
        // It waits as if it were new: nobody has it, nothing is decided. The objections that were made still stand.
        var next = request with
        {
            Status = Transitions.Target(request, Verb.Appeal),
            Appeal = new Appeal(Reasoned.Of(reason)!, caller.PersonId, now, request.Decision!, request.OwnerId),
            OwnerId = null,
            Decision = null,
            Criteria = [],
            SubmittedAt = now,
            Timers = RequestTimers.None
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Appeal, text: Reasoned.Of(reason)));
    }
}
