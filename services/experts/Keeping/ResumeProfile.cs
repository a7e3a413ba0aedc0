using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>POST …/resume: the expert can be asked again, and what the profile says holds.</summary>
internal static class ResumeProfile
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Resume, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, caller, now), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Resume) is { } refusal) return refusal;
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Resume), LastConfirmedAt = now, Reminded = false },
            ExpertTransitions.Entry(expert, ExpertVerb.Resume));
    }
}
