using System.Text.Json;
using Alliance.Local;

namespace Alliance.Testing;

/// <summary>The people of the tests: made-up names, one for each role and language. Accounts is seeded with them.</summary>
public sealed record PeopleDirectory(IReadOnlyList<Person> People, IReadOnlyList<Organisation> Organisations)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PeopleDirectory Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "people.json"));
        return JsonSerializer.Deserialize<PeopleDirectory>(stream, Json)!;
    }

    /// <summary>What accounts is told: each person, and a client that acts for each.</summary>
    /// <param name="secret">Of all these clients.</param>
    public SeedFile ToSeed(string secret) => new(
        [.. Organisations.Select(o => new SeedOrganisation(o.Id, o.Name, o.Latin, o.Type, o.Country, o.Katottg, null, o.Languages, o.Status))],
        [.. People.Select(p => new SeedPerson(p.Id, p.Name, p.Email, p.Language, Password,
            [.. p.Memberships.GroupBy(m => m.OrganisationId).Select(m => new SeedMembership(m.Key, [.. m.Select(role => role.Role)]))]))],
        [.. People.Select(p => new SeedClient(ClientOf(p), secret, p.Id))]);

    /// <summary>Everybody's, in tests that sign in.</summary>
    public const string Password = "three-rivers-and-a-bridge";

    public static string ClientOf(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return $"test-{person.Id}";
    }

    /// <summary>By id, by e-mail, or by a part of the name that only one person has.</summary>
    public Person Find(string wanted)
    {
        var found = People.Where(person => person.Id.ToString() == wanted || string.Equals(person.Email, wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0) found = [.. People.Where(person => person.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new InvalidOperationException($"Nobody is called {wanted}."),
            _ => throw new InvalidOperationException($"{wanted} may be {string.Join(" or ", found.Select(person => person.Name))}: name one."),
        };
    }
}

/// <param name="Language">BCP 47.</param>
public sealed record Person(Guid Id, string Name, string Email, string Language, IReadOnlyList<PersonMembership> Memberships)
{
    public bool Has(string role) => Memberships.Any(member => member.Role == role);
}

public sealed record PersonMembership(Guid OrganisationId, string Role);

/// <param name="Latin">The name in Latin letters.</param>
/// <param name="Katottg">Code of its hromada, raion or oblast; null outside Ukraine.</param>
/// <param name="Status"><c>applied</c> or <c>active</c>.</param>
public sealed record Organisation(Guid Id, string Name, string Latin, string Type, string Country, IReadOnlyList<string> Languages, string? Katottg, string Status = "active");
