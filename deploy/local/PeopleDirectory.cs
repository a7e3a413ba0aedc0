using System.Text.Json;

namespace Alliance.Local;

/// <summary>The people of development, until accounts keeps them: made-up names, one for each role and language.</summary>
public sealed record PeopleDirectory(IReadOnlyList<Person> People, IReadOnlyList<Organisation> Organisations)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Puts the directory in place when there is none; one that a person has changed is kept.</summary>
    public static PeopleDirectory Prepare(string file)
    {
        if (!File.Exists(file)) File.Copy(Path.Combine(AppContext.BaseDirectory, "people.json"), file);
        return Read(file);
    }

    public static PeopleDirectory Read(string file)
    {
        if (!File.Exists(file)) throw new CannotStartException($"{file} does not exist: start the platform first (./run.sh).");
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<PeopleDirectory>(stream, Json)!;
        }
        catch (JsonException fault)
        {
            throw new CannotStartException($"{file} is not a directory of people ({fault.Message}): correct it, or delete it to get the first one again.", fault);
        }
    }

    /// <summary>By id, by e-mail, or by a part of the name that only one person has.</summary>
    public Person Find(string wanted)
    {
        var found = People.Where(person => person.Id.ToString() == wanted || string.Equals(person.Email, wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0) found = [.. People.Where(person => person.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new CannotStartException($"Nobody is called {wanted}: ./run.sh people lists everybody."),
            _ => throw new CannotStartException($"{wanted} may be {string.Join(" or ", found.Select(person => person.Name))}: name one."),
        };
    }
}

/// <param name="Language">BCP 47.</param>
public sealed record Person(Guid Id, string Name, string Email, string Language, IReadOnlyList<PersonMembership> Memberships)
{
    public bool Has(string role) => Memberships.Any(member => member.Role == role);
}

public sealed record PersonMembership(Guid OrganisationId, string Role);

/// <param name="Katottg">Code of its hromada, raion or oblast; null outside Ukraine.</param>
public sealed record Organisation(Guid Id, string Name, string Code, string Type, string? Katottg);
