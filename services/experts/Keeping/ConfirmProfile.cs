using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>POST …/confirm: the expert says that what the profile says still holds.</summary>
internal static class ConfirmProfile
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Confirm, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, caller, now), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Confirm) is { } refusal) return refusal;
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Confirm), LastConfirmedAt = now, Reminded = false },
            ExpertTransitions.Entry(expert, ExpertVerb.Confirm));
    }
}
