using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>PUT …/people/{personId}: name, language and the roles in this organisation. Other roles end what was issued with those of before.</summary>
internal static class ChangePerson
{
    public static async Task<IResult> Handle(
        Guid id, Guid personId, PersonContent? form, IfMatch ifMatch, Reader reader, Store<Organisation> organisations, Store<Person> people, Credentials credentials,
        TimeProvider clock, CancellationToken ct)
    {
        if (!reader.MaySeePeople(id) || await organisations.Find(id, ct) is not { } organisation) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var otherRoles = false;
        var outcome = await LastAdministrator.Judge(people, remaining => Verbs.Apply(people, personId, ifMatch, verb: null, reader.Caller, read => read.Value.BelongsTo(id), read =>
        {
            var decision = LastAdministrator.Check(read.Value, Decide(read, organisation, form, reader.Caller, clock.GetUtcNow()), remaining);
            otherRoles = decision is Decision<Person>.Moved moved && moved.Next.NotBefore != read.Value.NotBefore;
            return decision;
        }, ct), ct);
        if (otherRoles && outcome is Outcome<Person>.Done) await credentials.Revoke(personId, ct);
        return Answers.ToHttp(outcome, d => PersonView.Of(d, id, reader));
    }

    public static Decision<Person> Decide(Stored<Person> read, Stored<Organisation> organisation, PersonContent form, Caller caller, DateTimeOffset now)
    {
        if (RoleRules.RefuseToManage(caller, organisation.Id) is { } notYours) return notYours;
        if (organisation.Value.Status == MembershipStatus.Left) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (PersonForm.TooMany(form.Roles) is { } tooMany) return tooMany;
        var kept = PersonForm.Kept(form);
        if (PersonForm.Check(kept) is { } faulty) return faulty;

        var (person, roles) = (read.Value, RoleRules.Ordered(kept.Roles!));
        var before = RoleRules.Ordered(person.RolesIn(organisation.Id));
        if (RoleRules.Refuse(caller, read.Id, organisation.Id, organisation.Value.Content.Type, before, roles) is { } refusal) return refusal;
        var renamed = kept.Name != person.Name || kept.Language != person.Language;
        // The name stands with all organisations of a person; the administrator of one of them does not write it for the others.
        if (renamed && !caller.Has(Roles.Administrator) && person.Memberships.Count > 1) return new Refusal(RefusalKind.Forbidden, "of-several-organisations");
        if (!renamed && roles.SequenceEqual(before)) return new Decision<Person>.AlreadyDone();

        var next = person with { Name = kept.Name!, Language = kept.Language };
        if (!roles.SequenceEqual(before)) next = next.With(organisation.Id, roles).Expired(now);
        var status = PersonVerb.StatusOf(person);
        return new Decision<Person>.Moved(next, new Step(PersonVerb.Change, status, status));
    }
}
