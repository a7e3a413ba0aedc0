using Alliance.Experts.Attaching;
using Alliance.Experts.Input;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Enrolling;

/// <summary>POST /api/experts: who holds the role of an expert begins the own profile. There is one for each person.</summary>
internal static class CreateProfile
{
    public static async Task<IResult> Handle(
        Profile? form, IdempotencyKey key, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var outcome = await Create(form, key.Value, caller, store, clock.GetUtcNow(), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller), d => $"/api/experts/{d.Id}");
    }

    public static Decision<Expert> Decide(Profile form, Caller caller, CreationKey? createdWith, DateTimeOffset now)
    {
        if (!caller.Has(Roles.Expert)) return new Refusal(RefusalKind.Forbidden, "no-expert");
        if (ProfileRules.TooMany(form) is { } tooMany) return tooMany;
        var profile = ProfileForm.Kept(form, Profile.Empty, now);
        if (ProfileRules.Check(profile) is { } refusal) return refusal;
        if (CertificateFiles.Check(profile, Profile.Empty) is { } unknown) return unknown;
        var expert = new Expert { PersonId = caller.PersonId, Status = ExpertStatus.Draft, Profile = profile, CreatedWith = createdWith };
        return new Decision<Expert>.Moved(expert, new Step(ExpertVerb.Enrol, From: null, Wire<ExpertStatus>.Of(ExpertStatus.Draft)));
    }

    private static async Task<Outcome<Expert>> Create(Profile form, string? key, Caller caller, Store<Expert> store, DateTimeOffset now, CancellationToken ct)
    {
        var createdWith = key is null ? null : new CreationKey(caller.PersonId, key, Given.HashOf(form));
        var decision = Decide(form, caller, createdWith, now);
        if (decision is not Decision<Expert>.Moved moved) return ((Decision<Expert>.Refused)decision).Why;

        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct);
        if (saved is not SaveResult<Expert>.Taken) return Verbs.From(saved, created: true);
        var first = await store.FindByKey(Roster.PersonKey(caller.PersonId), ct);
        if (createdWith is null || first is null || first.Value.CreatedWith?.Key != key) return new Refusal(RefusalKind.Conflict, "profile-exists");
        return first.Value.CreatedWith == createdWith
            ? new Outcome<Expert>.Created(first)
            : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
    }
}
