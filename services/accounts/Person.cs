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

    public CreationKey? CreatedWith { get; init; }

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

    public static readonly Declaration<Person> Declaration = new("people")
    {
        Version = 3,
        Sorts = [UpdatedAt, CreatedAt, NotBefore],
        Facets = [Organisation, Role, Everybody, Changed, Erased],
        Text = d => [d.Value.Name],
        // The address is free again.
        Keys = d => d.Value.Erased is not null ? [] : d.Value.CreatedWith is { } created ? [EmailKey(d.Value.Email), created.UniqueKey] : [EmailKey(d.Value.Email)],
        Announces = true
    };

    public static string EmailKey(string email) => "email:" + Normal(email);

    /// <summary>Domains have no case, and no provider in use tells local parts apart by it.</summary>
    public static string Normal(string email) => email.Normalize(NormalizationForm.FormC).ToLowerInvariant();
}
