using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class OrganisationVerb
{
    public const string Add = "add";
    public const string Change = "change";
    public const string Activate = "activate";
    public const string Suspend = "suspend";
    public const string Reinstate = "reinstate";
    public const string Leave = "leave";
}

internal enum By
{
    Administrator,

    /// <summary>The administrator of the organisation itself.</summary>
    Own
}

/// <summary>One allowed step.</summary>
internal sealed record Transition(MembershipStatus From, string Verb, MembershipStatus To, By By);

/// <summary>The membership of an organisation, as data. Source: domain, Organisation.</summary>
internal static class OrganisationTransitions
{
    public static readonly IReadOnlyList<Transition> Table =
    [
        new(MembershipStatus.Applied, OrganisationVerb.Activate, MembershipStatus.Active, By.Administrator),
        new(MembershipStatus.Active, OrganisationVerb.Suspend, MembershipStatus.Suspended, By.Administrator),
        new(MembershipStatus.Suspended, OrganisationVerb.Reinstate, MembershipStatus.Active, By.Administrator),
        new(MembershipStatus.Applied, OrganisationVerb.Leave, MembershipStatus.Left, By.Administrator),
        new(MembershipStatus.Active, OrganisationVerb.Leave, MembershipStatus.Left, By.Administrator),
        new(MembershipStatus.Suspended, OrganisationVerb.Leave, MembershipStatus.Left, By.Administrator),
        // Of a suspended one nobody has a role any more.
        new(MembershipStatus.Applied, OrganisationVerb.Leave, MembershipStatus.Left, By.Own),
        new(MembershipStatus.Active, OrganisationVerb.Leave, MembershipStatus.Left, By.Own)
    ];

    /// <summary>The verbs this caller may use now.</summary>
    public static IReadOnlyList<string> Actions(Guid id, Organisation organisation, Caller caller) =>
        caller.ViaClient is not null
            ? []
            : [.. Table.Where(t => t.From == organisation.Status && Acts(caller, t.By, id) && !EndsOwnRights(id, caller, t.Verb)).Select(t => t.Verb).Distinct()];

    /// <summary>Null when the caller may use the verb in this state. Who it is not for is told so whatever the state.</summary>
    public static Refusal? Refuse(Guid id, Organisation organisation, Caller caller, string verb)
    {
        var own = Table.Where(t => t.Verb == verb && Acts(caller, t.By, id)).ToArray();
        if (own.Length == 0) return new Refusal(RefusalKind.Forbidden, "not-yours");
        // A program's key may lie anywhere, and each of these opens or ends the access of a whole organisation.
        if (caller.ViaClient is not null) return new Refusal(RefusalKind.Forbidden, "not-by-client");
        if (EndsOwnRights(id, caller, verb)) return new Refusal(RefusalKind.Forbidden, "own-rights");
        return own.Any(t => t.From == organisation.Status) ? null : new Refusal(RefusalKind.Conflict, "wrong-state");
    }

    /// <summary>The step that <see cref="Refuse"/> let pass.</summary>
    /// <param name="accessChanged">When the rights of its people change by it.</param>
    public static Decision<Organisation> Move(Organisation organisation, string verb, DateTimeOffset? accessChanged)
    {
        var to = Table.First(t => t.Verb == verb && t.From == organisation.Status).To;
        return new Decision<Organisation>.Moved(
            organisation with { Status = to, AccessChangedAt = accessChanged ?? organisation.AccessChangedAt }, new Step(verb, organisation.Status.Wire(), to.Wire()));
    }

    private static bool Acts(Caller caller, By by, Guid id) =>
        by == By.Administrator ? caller.Has(Roles.Administrator) : caller.Has(Roles.OrganisationAdministrator, id);

    /// <summary>The platform always keeps an administrator: none takes away the rights they act by.</summary>
    private static bool EndsOwnRights(Guid id, Caller caller, string verb) =>
        verb is OrganisationVerb.Suspend or OrganisationVerb.Leave && caller.Has(Roles.Administrator, id);
}
