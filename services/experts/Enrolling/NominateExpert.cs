using Alliance.Experts.Knowing;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Enrolling;

/// <summary>
/// POST /api/experts/nominate: an administrator of an organisation begins a profile for a colleague, with the employer in it and nothing else. It is the colleague's:
/// they are told, complete it and hand it in themselves, or leave it.
/// </summary>
internal static class NominateExpert
{
    public static async Task<IResult> Handle(NominatedColleague? form, Caller caller, Store<Expert> store, Store<KnownPerson> people, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.Has(Roles.OrganisationAdministrator)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var now = clock.GetUtcNow();
        var person = form.PersonId is { } id ? await people.Find(id, ct) : null;
        var decision = Decide(form, person?.Value, caller, now);
        if (decision is not Decision<Expert>.Moved moved) return Answers.ToHttp(((Decision<Expert>.Refused)decision).Why);
        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct);
        var outcome = saved is SaveResult<Expert>.Taken ? await Again(form, caller, store, ct) : Verbs.From(saved, created: true);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller), d => $"/api/experts/{d.Id}");
    }

    /// <param name="person">Null: nobody this service has heard of.</param>
    public static Decision<Expert> Decide(NominatedColleague form, KnownPerson? person, Caller caller, DateTimeOffset now)
    {
        List<FieldFault> faults = [];
        if (form.OrganisationId is null) faults.Add(new FieldFault("organisationId", "required"));
        if (form.PersonId is null) faults.Add(new FieldFault("personId", "required"));
        if (faults.Count > 0) return new Refusal(RefusalKind.Invalid, "invalid", faults);
        var organisation = form.OrganisationId!.Value;
        if (!caller.Has(Roles.OrganisationAdministrator, organisation)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (form.PersonId == caller.PersonId) return new Refusal(RefusalKind.Forbidden, "own-profile");
        if (person is not { Active: true } || !person.MemberOf.Contains(organisation)) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "unknown-id"));
        var expert = new Expert
        {
            PersonId = form.PersonId!.Value, Status = ExpertStatus.Draft, Nominated = new Nomination(organisation, caller.PersonId, now),
            Profile = Profile.Empty with { Employer = new Employer(organisation, null, null) }
        };
        return new Decision<Expert>.Moved(expert, new Step(ExpertVerb.Nominate, From: null, Wire<ExpertStatus>.Of(ExpertStatus.Draft)));
    }

    /// <summary>The same nomination twice is one; who has a profile of their own is none to be nominated.</summary>
    private static async Task<Outcome<Expert>> Again(NominatedColleague form, Caller caller, Store<Expert> store, CancellationToken ct) =>
        await store.FindByKey(Roster.PersonKey(form.PersonId!.Value), ct) is { Value.Nominated: { } nominated } known && nominated.By == caller.PersonId && nominated.OrganisationId == form.OrganisationId
            ? new Outcome<Expert>.AlreadyDone(known)
            : new Refusal(RefusalKind.Conflict, "expert-already", new FieldFault("personId", "expert-already"));
}

internal sealed record NominatedColleague(Guid? PersonId, Guid? OrganisationId);
