using Alliance.Experts.Attaching;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Enrolling;

/// <summary>PUT /api/experts/{id}: the expert saves the whole profile. No history entry: it is an autosave. Another employer must consent anew, which is an entry where the profile is in use: the employer is told.</summary>
internal static class ChangeProfile
{
    public static async Task<IResult> Handle(
        Guid id, Profile? form, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, verb: null, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, form, caller, now), ct);
        if (outcome is Outcome<Expert>.Refused { Why.Kind: RefusalKind.Stale } && await Repeated(id, form, ifMatch, caller, store, now, ct) is { } same)
            outcome = new Outcome<Expert>.AlreadyDone(same);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, Profile form, Caller caller, DateTimeOffset now)
    {
        if (!caller.Acts(ExpertBy.Owner, expert)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        // What a coordinator is looking at, or what led to a suspension, stands still.
        if (expert.Status is ExpertStatus.PendingVerification or ExpertStatus.Suspended or ExpertStatus.Erased) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (ProfileRules.TooMany(form) is { } tooMany) return tooMany;
        var profile = ProfileForm.Kept(form, expert.Profile, now);
        if (ProfileRules.Check(profile) is { } refusal) return refusal;
        if (CertificateFiles.Check(profile, expert.Profile) is { } unknown) return unknown;
        // A profile in use stays one that can be used.
        if (expert.Status != ExpertStatus.Draft && ProfileRules.Missing(profile) is { Count: > 0 } missing)
            return new Refusal(RefusalKind.Unprocessable, "incomplete", missing);
        if (ProfileForm.Same(profile, expert.Profile)) return new Decision<Expert>.AlreadyDone();
        var sameEmployer = profile.Employer?.OrganisationId == expert.Profile.Employer?.OrganisationId;
        var (next, removed) = CertificateFiles.Kept(expert with { Profile = profile, Consent = sameEmployer ? expert.Consent : null, ConsentAsked = sameEmployer ? expert.ConsentAsked : null });
        return new Decision<Expert>.Moved(next, NeedsConsentAnew(expert, next, DateOnly.FromDateTime(now.UtcDateTime)) ? [.. removed, ExpertTransitions.Entry(next, ExpertVerb.NeedConsent)] : removed);
    }

    /// <summary>Another employer, or one who was not asked before. Of a draft it is said when it is handed in.</summary>
    private static bool NeedsConsentAnew(Expert before, Expert next, DateOnly today) =>
        next.Status != ExpertStatus.Draft && next.AwaitsConsentOf(today) is { } employer && before.AwaitsConsentOf(today) != employer;

    /// <summary>On a weak line the answer to a save is lost and the save is sent again: that is no conflict with oneself.</summary>
    private static async Task<Stored<Expert>?> Repeated(
        Guid id, Profile form, IfMatch ifMatch, Caller caller, Store<Expert> store, DateTimeOffset now, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        return read is not null && read.UpdatedBy == caller.PersonId && read.Revision - 1 == ifMatch.Revision
            && Decide(read.Value, form, caller, now) is Decision<Expert>.AlreadyDone ? read : null;
    }
}
