using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>PUT /api/organisations/{id}: an administrator writes all of it, the organisation's own administrator its languages, its contacts and the associations it belongs to.</summary>
internal static class ChangeOrganisation
{
    public static async Task<IResult> Handle(Guid id, OrganisationContent? form, IfMatch ifMatch, Reader reader, Store<Organisation> store, CancellationToken ct)
    {
        if (form is null) return Answers.ToHttp(Given.NoBody);
        Decision<Organisation>? decided = null;
        if (OrganisationRules.TooMany(form) is null && await Strangers(id, form, reader, store, ct) is { } strangers) decided = strangers;
        var outcome = await Save(id, ifMatch, reader, store, read => decided ?? Decide(read.Id, read.Value, form, reader.Caller), ct);
        return Answers.ToHttp(outcome, d => OrganisationView.Of(d, reader));
    }

    public static Decision<Organisation> Decide(Guid id, Organisation organisation, OrganisationContent form, Caller caller)
    {
        var whole = caller.Has(Roles.Administrator);
        if (!whole && !caller.Has(Roles.OrganisationAdministrator, id)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (organisation.Status == MembershipStatus.Left) return new Refusal(RefusalKind.Conflict, "wrong-state");

        if (OrganisationRules.TooMany(form) is { } tooMany) return tooMany;
        var content = OrganisationForm.Kept(form);
        var before = organisation.Content;
        if (!whole && !OrganisationForm.Same(content with { Languages = before.Languages, Contacts = before.Contacts, AssociationIds = before.AssociationIds }, before))
            return new Refusal(RefusalKind.Forbidden, "contacts-and-languages-only");
        if (OrganisationRules.Check(content) is { } refusal) return refusal;
        // The roles its people have were given for the kind it is.
        if (OrganisationCodes.KindOf(content.Type) != OrganisationCodes.KindOf(before.Type))
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("type", "other-kind"));
        if (OrganisationForm.Same(content, before)) return new Decision<Organisation>.AlreadyDone();
        var status = organisation.Status.Wire();
        return new Decision<Organisation>.Moved(organisation with { Content = content }, new Step(OrganisationVerb.Change, status, status));
    }

    /// <summary>An organisation that names an association lets it write drafts: by itself it names those that every member sees, and of that kind alone.</summary>
    private static async Task<Refusal?> Strangers(Guid id, OrganisationContent form, Reader reader, Store<Organisation> store, CancellationToken ct)
    {
        if (reader.Caller.Has(Roles.Administrator)) return await OrganisationRules.CheckNamed(form, id, store, ct);
        if (!reader.Caller.Has(Roles.OrganisationAdministrator, id)) return null;
        var before = (await store.Find(id, ct))?.Value.Content.AssociationIds ?? [];
        return await OrganisationRules.CheckAssociations(form, before, store, ct);
    }

    /// <summary>As <see cref="Verbs.Apply"/> does, but a taken number or unit is named.</summary>
    private static async Task<Outcome<Organisation>> Save(
        Guid id, IfMatch ifMatch, Reader reader, Store<Organisation> store, Func<Stored<Organisation>, Decision<Organisation>> decide, CancellationToken ct)
    {
        Organisation? next = null;
        var outcome = await Verbs.Apply(store, id, ifMatch, verb: null, reader.Caller, reader.MaySee, read =>
        {
            var decision = decide(read);
            next = (decision as Decision<Organisation>.Moved)?.Next;
            return decision;
        }, ct);
        if (next is null || outcome is not Outcome<Organisation>.Refused { Why.Code: "taken" }) return outcome;
        var number = next.Content.RegisterId is { } given && await store.FindByKey(Organisations.RegisterKey(next.Content.Country!, given), ct) is { } holder && holder.Id != id;
        return OrganisationRules.Taken(number ? "register:" : "unit:");
    }
}
