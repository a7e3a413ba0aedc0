using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>POST …/verify: a coordinator has checked the profile; its competences are confirmed with it.</summary>
internal static class VerifyProfile
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.Verify, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, caller, now), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.Verify) is { } refusal) return refusal;
        Competence[] confirmed = [.. expert.Profile.Competences.Select(c => c.ConfirmedBy is null ? c with { ConfirmedBy = caller.PersonId, ConfirmedAt = now } : c)];
        return new Decision<Expert>.Moved(
            expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.Verify), LastConfirmedAt = now, Reminded = false, Profile = expert.Profile with { Competences = confirmed } },
            ExpertTransitions.Entry(expert, ExpertVerb.Verify));
    }
}
