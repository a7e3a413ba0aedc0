using Alliance.Experts.Input;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>POST …/return: a coordinator asks the expert to change the profile.</summary>
internal static class ReturnProfile
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Expert> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Return, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, Because.Of(because), caller), ct, entry => entry.Text == Because.Of(because));
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, string? reason, Caller caller)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Return) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Return) },
            ExpertTransitions.Entry(expert, ExpertVerb.Return, reason));
    }
}
