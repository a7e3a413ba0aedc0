using System.Globalization;
using System.Text;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>A person with access. The password and what signs in lie apart, under the same id (<see cref="SigningIn.Credential"/>).</summary>
internal sealed record Person
{
    public required string Name { get; init; }

    /// <summary>As written; unique in its normal form.</summary>
    public required string Email { get; init; }

    /// <summary>BCP 47; null = not said.</summary>
    public string? Language { get; init; }

    /// <summary>False: access was ended as a whole.</summary>
    public bool Active { get; init; } = true;

    public IReadOnlyList<PersonMembership> Memberships { get; init; } = [];

    /// <summary>Whatever was issued to this person before is refused: access ended, or roles or password changed. Whole seconds, as tokens have.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Set for good once the person was erased; name and address are empty then.</summary>
    public Erasing.Erasure? Erased { get; init; }

    /// <summary>Which ends of an administrator's right these were, counted over all people from 1 (<see cref="Enrolling.LastAdministrator"/>); no two are the same one.</summary>
    public IReadOnlyList<int> EndsOfAdministration { get; init; } = [];

    public CreationKey? CreatedWith { get; init; }

    /// <summary>May let others in.</summary>
    public bool IsAdministrator => Active && Memberships.Any(m => m.Roles.Contains(Shared.Identity.Roles.Administrator));

    public IReadOnlyList<string> RolesIn(Guid organisationId) => Memberships.FirstOrDefault(m => m.OrganisationId == organisationId)?.Roles ?? [];

    public bool BelongsTo(Guid organisationId) => Memberships.Any(m => m.OrganisationId == organisationId);

    /// <summary>With these roles in that organisation; none = it is left.</summary>
    public Person With(Guid organisationId, IReadOnlyList<string> roles)
    {
        var others = Memberships.Where(m => m.OrganisationId != organisationId);
        return this with { Memberships = roles.Count == 0 ? [.. others] : [.. others, new PersonMembership(organisationId, roles)] };
    }

    /// <summary>Refuses from now on what was issued so far. The next whole second: a token says its time in seconds, and one of this very second is older.</summary>
    public Person Expired(DateTimeOffset now) => this with { NotBefore = FirstSecondAfter(now) };

    public static DateTimeOffset FirstSecondAfter(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() + 1);
}

internal sealed record PersonMembership(Guid OrganisationId, IReadOnlyList<string> Roles);

internal static class Persons
{
    public static readonly Sort<Person> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Person> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Person> NotBefore = new("notbefore", d => d.Value.NotBefore?.ToUnixTimeMilliseconds());

    public static readonly Facet<Person> Organisation = new("organisation", d => d.Value.Memberships.Select(m => m.OrganisationId.ToString()), UpdatedAt, CreatedAt);
    public static readonly Facet<Person> Role = new("role", d => d.Value.Active ? d.Value.Memberships.SelectMany(m => m.Roles).Distinct() : [], CreatedAt);
    /// <summary>The one value of <see cref="Everybody"/>.</summary>
    public const string All = "all";

    public static readonly Facet<Person> Everybody = new("everybody", _ => [All], CreatedAt);
    public static readonly Facet<Person> Changed = new("changed", d => d.Value.NotBefore is null ? [] : ["yes"], NotBefore);

    /// <summary>Those who are nobody any more, with what is left to do in other services.</summary>
    public static readonly Facet<Person> Erased = new("erased", d => d.Value.Erased is null ? [] : ["yes"], UpdatedAt);

    /// <summary>Of those who were administrators, the newest end of it.</summary>
    public static readonly Sort<Person> EndNo = new("endno", d => d.Value.EndsOfAdministration is { Count: > 0 } ends ? ends.Max() : null);
    public static readonly Facet<Person> WasAdministrator = new("wasadministrator", d => d.Value.EndsOfAdministration.Count == 0 ? [] : ["yes"], EndNo);

    public static readonly Declaration<Person> Declaration = new("people")
    {
        Version = 4,
        Sorts = [UpdatedAt, CreatedAt, NotBefore, EndNo],
        Facets = [Organisation, Role, Everybody, Changed, Erased, WasAdministrator],
        Text = d => [d.Value.Name],
        Keys = d => [.. Own(d.Value), .. d.Value.EndsOfAdministration.Select(EndKey)],
        Announces = true
    };

    /// <summary>Of one that is erased the address is free again.</summary>
    private static IEnumerable<string> Own(Person person) =>
        person.Erased is not null ? [] : person.CreatedWith is { } created ? [EmailKey(person.Email), created.UniqueKey] : [EmailKey(person.Email)];

    private static string EndKey(int no) => string.Create(CultureInfo.InvariantCulture, $"end-of-administration:{no}");

    public static string EmailKey(string email) => "email:" + Normal(email);

    /// <summary>Domains have no case, and no provider in use tells local parts apart by it.</summary>
    public static string Normal(string email) => email.Normalize(NormalizationForm.FormC).ToLowerInvariant();
}
