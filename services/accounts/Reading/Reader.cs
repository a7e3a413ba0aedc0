using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>
/// Who reads. <see cref="MaySee(Stored{Organisation})"/> decides about one organisation; <see cref="Values"/> is the same rule for lists, as values
/// of <see cref="Organisations.Reader"/>.
/// </summary>
/// <param name="IsActiveMember">Of an Active organisation.</param>
internal sealed record Reader(Caller Caller, bool IsActiveMember)
{
    /// <summary>Values one condition of a query can name; nobody is of so many organisations.</summary>
    private const int MostValues = 50;

    public static async ValueTask<Reader?> BindAsync(HttpContext http)
    {
        if (Caller.Of(http) is not { } caller) return null;
        var organisations = http.RequestServices.GetRequiredService<Store<Organisation>>();
        foreach (var id in caller.Memberships.Select(m => m.OrganisationId).Distinct())
        {
            if (await organisations.Find(id, http.RequestAborted) is { Value.Status: MembershipStatus.Active }) return new Reader(caller, true);
        }
        return new Reader(caller, false);
    }

    public bool IsAdministrator => Caller.Has(Roles.Administrator);

    public bool MaySee(Stored<Organisation> organisation) =>
        IsAdministrator || Caller.BelongsTo(organisation.Id) || (IsActiveMember && organisation.Value.Status == MembershipStatus.Active);

    /// <summary>Names, addresses and numbers of those to write to.</summary>
    public bool SeesContacts(Guid organisationId) =>
        IsAdministrator || Caller.BelongsTo(organisationId) || Caller.Has(Roles.Coordinator) || Caller.Has(Roles.LeadCoordinator);

    /// <summary>The values of the index this caller is one of; none: nothing is for them.</summary>
    public IReadOnlyList<string> Values()
    {
        if (IsAdministrator) return [Organisations.Administrator];
        var own = Caller.Memberships.Select(m => Organisations.Own(m.OrganisationId)).Distinct();
        return [.. (IsActiveMember ? own.Prepend(Organisations.Member) : own).Take(MostValues)];
    }

    /// <summary>Who is in the organisation is for its own people.</summary>
    public bool MaySeePeople(Guid organisationId) => IsAdministrator || Caller.BelongsTo(organisationId);

    public bool MaySee(Stored<Person> person) => IsAdministrator || person.Value.Memberships.Any(m => Caller.BelongsTo(m.OrganisationId));

    /// <summary>Address, language, whether they have access: for who administers them, and for themselves.</summary>
    public bool SeesDetails(Guid organisationId, Guid personId) =>
        IsAdministrator || Caller.Has(Roles.OrganisationAdministrator, organisationId) || Caller.PersonId == personId;
}
