using Alliance.Experts.Input;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>POST …/suspend: a lead coordinator takes the profile out of use, with the reason.</summary>
internal static class SuspendProfile
{
    public static async Task<IResult> Handle(Guid id, Because? because, IfMatch ifMatch, Caller caller, Store<Expert> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Suspend, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, Because.Of(because), caller), ct, entry => entry.Text == Because.Of(because));
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, string? reason, Caller caller)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Suspend) is { } refusal) return refusal;
        if (Because.Fault(reason) is { } faulty) return faulty;
        if (reason is null) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("reason", "required"));
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Suspend) },
            ExpertTransitions.Entry(expert, ExpertVerb.Suspend, reason));
    }
}
