using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>The way of a step of an assignment, once for all its verbs: what it is judged by is read first, the decision is pure, the save is one.</summary>
internal sealed class AssignmentSteps(Store<Assignment> store, Store<KnownRequest> requests, Situations situations, TimeProvider clock, AssignmentSettings settings)
{
    public AssignmentSettings Settings => settings;

    public async Task<Moment> MomentOf(Guid requestId, CancellationToken ct) => new((await requests.Find(requestId, ct))?.Value, clock.GetUtcNow(), settings);

    public async Task<Outcome<Assignment>> Take(
        Guid id, IfMatch ifMatch, string verb, Caller caller, Func<Assignment, Moment, Decision<Assignment>> decide, CancellationToken ct, Func<HistoryEntry, bool>? saysTheSame = null)
    {
        var moment = await MomentOf(await RequestOf(id, ct), ct);
        return await Verbs.Apply(store, id, ifMatch, verb, caller, d => caller.MaySee(d.Value), read => decide(read.Value, moment), ct, saysTheSame);
    }

    /// <summary>For the verbs that pass the gates again.</summary>
    public async Task<Outcome<Assignment>> Take(
        Guid id, IfMatch ifMatch, string verb, Caller caller, Func<Assignment, Moment, Situation, Decision<Assignment>> decide, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        var moment = await MomentOf(read?.Value.RequestId ?? default, ct);
        var situation = read is null ? new Situation(null, null, null) : await situations.Of(read.Value.RequestId, read.Value.ExpertId, id, ct, read.Value.PersonId);
        return await Verbs.Apply(store, id, ifMatch, verb, caller, d => caller.MaySee(d.Value), d => decide(d.Value, moment, situation), ct);
    }

    public async Task<IResult> Answer(Outcome<Assignment> outcome, Caller caller, CancellationToken ct)
    {
        var document = outcome switch
        {
            Outcome<Assignment>.Created created => created.Document,
            Outcome<Assignment>.Done done => done.Document,
            Outcome<Assignment>.AlreadyDone already => already.Document,
            _ => null
        };
        var moment = await MomentOf(document?.Value.RequestId ?? default, ct);
        return Answers.ToHttp(outcome, d => AssignmentView.Of(d, caller, moment), d => $"/api/assignments/{d.Id}");
    }

    private async Task<Guid> RequestOf(Guid id, CancellationToken ct) => (await store.Find(id, ct))?.Value.RequestId ?? default;
}
