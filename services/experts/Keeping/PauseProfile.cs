using Alliance.Experts.Input;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>POST …/pause: the expert is not to be asked for a while.</summary>
internal static class PauseProfile
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Expert> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Pause, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, Because.Of(because), caller), ct, entry => entry.Text == Because.Of(because));
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, string? reason, Caller caller)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Pause) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Pause) },
            ExpertTransitions.Entry(expert, ExpertVerb.Pause, reason));
    }
}
