using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Enrolling;

/// <summary>POST …/submit: the expert hands the profile in to be verified. It must be complete.</summary>
internal static class SubmitProfile
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, ExpertVerb.Submit, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, caller, now), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Submit) is { } refusal) return refusal;
        if (ProfileRules.Missing(expert.Profile) is { Count: > 0 } missing) return new Refusal(RefusalKind.Unprocessable, "incomplete", missing);
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Submit), WasSubmitted = true, LastConfirmedAt = now },
            ExpertTransitions.Entry(expert, ExpertVerb.Submit));
    }
}
