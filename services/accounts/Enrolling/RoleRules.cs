using Alliance.Accounts.Admitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>One role: in which kinds of organisation a person may have it, and whether the organisation's own administrator gives it.</summary>
/// <param name="Kinds">As <see cref="OrganisationCodes.KindOf"/> says; empty = any.</param>
internal sealed record Giving(string Role, IReadOnlyList<string> Kinds, bool ByOrganisation);

/// <summary>Who gives which role where, as data. Source: domain, Who may.</summary>
internal static class RoleRules
{
    public static readonly IReadOnlyList<Giving> Table =
    [
        // An association's write for the authorities that let it; they sign nothing there.
        new(Roles.AuthorityEditor, ["authority", OrganisationCodes.Association], ByOrganisation: true),
        new(Roles.AuthoritySignatory, ["authority", OrganisationCodes.Association], ByOrganisation: true),
        new(Roles.Expert, [], ByOrganisation: true),
        new(Roles.OrganisationAdministrator, [], ByOrganisation: true),
        new(Roles.Observer, [], ByOrganisation: false),
        new(Roles.Coordinator, [OrganisationCodes.Secretariat], ByOrganisation: false),
        new(Roles.LeadCoordinator, [OrganisationCodes.Secretariat], ByOrganisation: false),
        new(Roles.Administrator, [OrganisationCodes.Secretariat], ByOrganisation: false)
    ];

    public static readonly IReadOnlyList<string> Known = [.. Table.Select(g => g.Role)];

    /// <summary>In the order of the table, each once.</summary>
    public static IReadOnlyList<string> Ordered(IEnumerable<string> roles) => [.. Known.Intersect(roles)];

    /// <summary>Null when the caller may write of people in this organisation at all. A program never does: its key may lie anywhere.</summary>
    public static Refusal? RefuseToManage(Caller caller, Guid organisationId)
    {
        if (!caller.Has(Roles.Administrator) && !caller.Has(Roles.OrganisationAdministrator, organisationId)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        return caller.ViaClient is null ? null : new Refusal(RefusalKind.Forbidden, "not-by-client");
    }

    /// <summary>Null when the access of this person as a whole is the caller's to end or restore.</summary>
    public static Refusal? RefuseAccess(Caller caller, Guid personId)
    {
        if (!caller.Has(Roles.Administrator)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (caller.ViaClient is not null) return new Refusal(RefusalKind.Forbidden, "not-by-client");
        return caller.PersonId == personId ? new Refusal(RefusalKind.Forbidden, "own-rights") : null;
    }

    /// <summary>Null when the caller may make these roles of those. Only what is given or taken counts, not what stays.</summary>
    public static Refusal? Refuse(Caller caller, Guid personId, Guid organisationId, string? type, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (RefuseToManage(caller, organisationId) is { } refusal) return refusal;
        string[] given = [.. after.Except(before)];
        string[] moved = [.. given, .. before.Except(after)];
        if (moved.Length == 0) return null;
        if (caller.PersonId == personId) return new Refusal(RefusalKind.Forbidden, "own-rights");
        if (!caller.Has(Roles.Administrator) && moved.Any(role => !Of(role).ByOrganisation))
            return new Refusal(RefusalKind.Forbidden, "role-not-yours", new FieldFault("roles", "role-not-yours"));
        return RefuseUnfit(type, given);
    }

    /// <summary>Null when an organisation of this type has such roles, whoever gives them.</summary>
    public static Refusal? RefuseUnfit(string? type, IEnumerable<string> given)
    {
        var kind = OrganisationCodes.KindOf(type);
        return given.All(role => Of(role).Kinds is [] || Of(role).Kinds.Contains(kind))
            ? null
            : new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("roles", "role-does-not-fit"));
    }

    /// <summary>The verbs this caller may use now.</summary>
    /// <param name="organisationId">Null: on the access as a whole.</param>
    public static IReadOnlyList<string> Actions(Stored<Person> person, Guid? organisationId, Caller caller)
    {
        if (organisationId is not { } organisation)
        {
            if (person.Value.Erased is not null || RefuseAccess(caller, person.Id) is not null) return [];
            return person.Value.Active ? [PersonVerb.End, PersonVerb.Restore, PersonVerb.Erase] : [PersonVerb.Restore, PersonVerb.Erase];
        }
        return person.Value.BelongsTo(organisation) && Refuse(caller, person.Id, organisation, type: null, person.Value.RolesIn(organisation), []) is null ? [PersonVerb.End] : [];
    }

    private static Giving Of(string role) => Table.Single(g => g.Role == role);
}
