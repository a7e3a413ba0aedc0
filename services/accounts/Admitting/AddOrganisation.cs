using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>POST /api/organisations: an administrator adds a member, or one that applied.</summary>
internal static class AddOrganisation
{
    public static async Task<IResult> Handle(
        NewOrganisation? form, IdempotencyKey key, Reader reader, Store<Organisation> store, TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (form is null) return Answers.ToHttp(Given.NoBody);
        if (Refuse(form, reader.Caller) is { } refusal) return Answers.ToHttp(refusal);
        var outcome = await Create(
            form, Guid.CreateVersion7(clock.GetUtcNow()), reader.Caller.PersonId, CreationKey.Of(reader.Caller.PersonId, key.Value, form), store, ct);
        return Answers.ToHttp(outcome, d => OrganisationView.Of(d, reader), d => $"/api/organisations/{d.Id}");
    }

    public static Refusal? Refuse(NewOrganisation form, Caller caller) =>
        caller.Has(Roles.Administrator) ? CheckStatus(form) : new Refusal(RefusalKind.Forbidden, "not-yours");

    /// <summary>Whoever may: the rules of the content are held here too.</summary>
    public static async Task<Outcome<Organisation>> Create(
        NewOrganisation form, Guid id, Guid actorId, CreationKey? key, Store<Organisation> store, CancellationToken ct)
    {
        if (CheckStatus(form) is { } refusal) return refusal;
        var decision = Decide(form, form.Status == "active" ? MembershipStatus.Active : MembershipStatus.Applied, key);
        if (decision is not Decision<Organisation>.Moved moved) return ((Decision<Organisation>.Refused)decision).Why;
        if (await OrganisationRules.CheckNamed(moved.Next.Content, id, store, ct) is { } strangers) return strangers;
        var saved = await store.Create(id, moved.Next, actorId, moved.Steps, ct);
        if (saved is not SaveResult<Organisation>.Taken taken) return Verbs.From(saved, created: true);
        return key is not null && taken.Key == key.UniqueKey ? await Repeated(key, store, ct) : OrganisationRules.Taken(taken.Key);
    }

    public static Decision<Organisation> Decide(OrganisationContent form, MembershipStatus status, CreationKey? key)
    {
        if (OrganisationRules.TooMany(form) is { } tooMany) return tooMany;
        var content = OrganisationForm.Kept(form);
        if (OrganisationRules.Check(content) is { } refusal) return refusal;
        return new Decision<Organisation>.Moved(
            new Organisation { Content = content, Status = status, CreatedWith = key }, new Step(OrganisationVerb.Add, From: null, status.Wire()));
    }

    private static Refusal? CheckStatus(NewOrganisation form) =>
        form.Status is null or "applied" or "active" ? null : new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("status", "unknown-code"));

    /// <summary>The key was used before: the same body gets the same answer, another body is a mistake of the client.</summary>
    private static async Task<Outcome<Organisation>> Repeated(CreationKey key, Store<Organisation> store, CancellationToken ct)
    {
        var first = await store.FindByKey(key.UniqueKey, ct);
        if (first is null) return new Refusal(RefusalKind.Conflict, "taken");
        return first.Value.CreatedWith == key
            ? new Outcome<Organisation>.Created(first)
            : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
    }
}
