using Alliance.Experts.Input;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>POST …/reinstate: a lead coordinator brings a suspended profile back into use.</summary>
internal static class ReinstateProfile
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Reinstate, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, Because.Of(because), caller, now), ct, entry => entry.Text == Because.Of(because));
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, string? reason, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Reinstate) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Reinstate), LastConfirmedAt = now, Reminded = false },
            ExpertTransitions.Entry(expert, ExpertVerb.Reinstate, reason));
    }
}
