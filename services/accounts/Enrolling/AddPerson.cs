using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>
/// POST /api/organisations/{id}/people: somebody new, with a password for the first sign-in; for an administrator also somebody who has access
/// already and comes to one more organisation.
/// </summary>
internal static class AddPerson
{
    public static async Task<IResult> Handle(
        Guid id, NewPerson? form, IdempotencyKey key, Reader reader, Store<Organisation> organisations, Store<Person> people, Credentials credentials,
        TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (await organisations.Find(id, ct) is not { } organisation || !reader.MaySee(organisation)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (form is null) return Answers.ToHttp(Given.NoBody);
        if (Refuse(form, organisation, reader.Caller) is { } refusal) return Answers.ToHttp(refusal);

        var (caller, kept) = (reader.Caller, PersonForm.Kept(form));
        var createdWith = CreationKey.Of(caller.PersonId, key.Value, new { id, kept });
        PersonMembership[] memberships = [new(id, RoleRules.Ordered(kept.Roles!))];
        var (outcome, password) = await Create(kept, memberships, Guid.CreateVersion7(clock.GetUtcNow()), caller.PersonId, createdWith, people, credentials, ct);
        if (outcome is Outcome<Person>.Refused { Why.Code: EmailTaken } && caller.Has(Roles.Administrator)
            && await people.FindByKey(Persons.EmailKey(kept.Email!), ct) is { } known)
            outcome = await Join(known, kept, organisation, caller, people, clock.GetUtcNow(), ct);
        return Answers.ToHttp(outcome, d => PersonView.Of(d, id, reader) with { OneTimePassword = password }, d => $"/api/organisations/{id}/people/{d.Id}");
    }

    private const string EmailTaken = "email-taken";

    public static Refusal? Refuse(NewPerson form, Stored<Organisation> organisation, Caller caller) =>
        RoleRules.RefuseToManage(caller, organisation.Id) ?? Check(form, organisation)
        ?? RoleRules.Refuse(caller, Guid.Empty, organisation.Id, organisation.Value.Content.Type, [], PersonForm.Kept(form).Roles!);

    /// <summary>Null when the form keeps to the rules, whoever sent it; who may give the roles is another question.</summary>
    public static Refusal? Check(NewPerson form, Stored<Organisation> organisation)
    {
        if (organisation.Value.Status == MembershipStatus.Left) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (PersonForm.TooMany(form.Roles) is { } tooMany) return tooMany;
        return PersonForm.Check(PersonForm.Kept(form));
    }

    /// <summary>The password first: a person that is there has one, whatever dies in between. What was prepared in vain is dropped.</summary>
    /// <param name="chosen">The person's own password; null: a one-time one is made.</param>
    public static async Task<(Outcome<Person> Outcome, string? OneTimePassword)> Create(
        NewPerson form, IReadOnlyList<PersonMembership> memberships, Guid id, Guid actorId, CreationKey? key, Store<Person> people, Credentials credentials, CancellationToken ct,
        string? chosen = null)
    {
        if (await people.FindByKey(Persons.EmailKey(form.Email!), ct) is { } known) return await Taken(known, key, credentials, ct);
        var password = chosen is null ? await credentials.GiveOneTime(id, ct) : null;
        if (chosen is not null) await credentials.Set(id, chosen, mustChange: false, ct);
        var person = new Person { Name = form.Name!, Email = form.Email!, Language = form.Language, CreatedWith = key, Memberships = memberships };
        var saved = await people.Create(id, person, actorId, [new Step(PersonVerb.Add, From: null, PersonVerb.StatusOf(person))], ct);
        if (saved is not SaveResult<Person>.Taken taken) return (Verbs.From(saved, created: true), password);
        await credentials.Drop(id, ct);
        return await people.FindByKey(taken.Key, ct) is { } holder ? await Taken(holder, key, credentials, ct) : (new Refusal(RefusalKind.Conflict, "taken"), null);
    }

    /// <summary>The same call again is answered with a new password, as the first one was lost with its answer; but not once the person has signed in.</summary>
    private static async Task<(Outcome<Person>, string?)> Taken(Stored<Person> holder, CreationKey? key, Credentials credentials, CancellationToken ct)
    {
        if (key is null || holder.Value.CreatedWith?.UniqueKey != key.UniqueKey)
            return (new Refusal(RefusalKind.Conflict, EmailTaken, new FieldFault("email", "email-taken")), null);
        if (holder.Value.CreatedWith != key)
            return (new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body")), null);
        var unused = await credentials.Find(holder.Id, ct) is null or { MustChange: true };
        return (new Outcome<Person>.Created(holder), unused ? await credentials.GiveOneTime(holder.Id, ct) : null);
    }

    private static async Task<Outcome<Person>> Join(
        Stored<Person> known, NewPerson form, Stored<Organisation> organisation, Caller caller, Store<Person> people, DateTimeOffset now, CancellationToken ct) =>
        DecideJoin(known, RoleRules.Ordered(form.Roles!), organisation, caller, now) switch
        {
            Decision<Person>.Moved moved => Verbs.From(await people.Save(known, moved.Next, caller.PersonId, moved.Steps, ct), created: true),
            Decision<Person>.Refused refused => refused.Why,
            _ => new Outcome<Person>.AlreadyDone(known)
        };

    public static Decision<Person> DecideJoin(Stored<Person> known, IReadOnlyList<string> roles, Stored<Organisation> organisation, Caller caller, DateTimeOffset now)
    {
        var person = known.Value;
        if (!person.Active) return new Refusal(RefusalKind.Conflict, "access-ended", new FieldFault("email", "access-ended"));
        var before = person.RolesIn(organisation.Id);
        if (before.Count > 0)
        {
            return RoleRules.Ordered(before).SequenceEqual(roles)
                ? new Decision<Person>.AlreadyDone()
                : new Refusal(RefusalKind.Conflict, "already-member", new FieldFault("email", "already-member"));
        }
        if (RoleRules.Refuse(caller, known.Id, organisation.Id, organisation.Value.Content.Type, before, roles) is { } refusal) return refusal;
        var status = PersonVerb.StatusOf(person);
        return new Decision<Person>.Moved(person.With(organisation.Id, roles).Expired(now), new Step(PersonVerb.Join, status, status));
    }
}
