using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Local.Demo;

/// <summary>
/// <c>demo.json</c> of the state folder: who there is in the demonstration and how to act in their name, for people and programs that try the platform.
/// It holds passwords and secrets, for its owner alone.
/// </summary>
/// <param name="Mail">Folder of the sent mails, as .eml files.</param>
internal sealed record DemoFile(string Address, IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoClient> Clients, string Mail)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static string PathIn(string stateFolder) => Path.Combine(Path.GetFullPath(stateFolder), "demo.json");

    public static DemoFile Read(string stateFolder)
    {
        var file = PathIn(stateFolder);
        if (!File.Exists(file)) throw new CannotStartException($"{file} does not exist: start the platform with its demonstration people first (./run.sh --demo).");
        try
        {
            return JsonSerializer.Deserialize<DemoFile>(File.ReadAllText(file), Json)!;
        }
        catch (JsonException fault)
        {
            throw new CannotStartException($"{file} cannot be read ({fault.Message}): put it back; the passwords in it stand nowhere else.", fault);
        }
    }

    public void Write(string stateFolder)
    {
        var (file, text) = (PathIn(stateFolder), JsonSerializer.Serialize(this, Json));
        if (!File.Exists(file) || File.ReadAllText(file) != text) StateFolder.WriteSecret(file, text);
    }

    /// <summary>The client that acts for somebody: by e-mail, by its own id, or by a part of the name that only one person has.</summary>
    public DemoClient ClientOf(string wanted)
    {
        var found = People.Where(person => string.Equals(person.Email, wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0) found = [.. People.Where(person => person.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        if (Clients.FirstOrDefault(client => client.Id == wanted) is { } named) return named;
        return found switch
        {
            [var one] => Clients.FirstOrDefault(client => client.ActsFor == one.Email)
                ?? throw new CannotStartException($"No client acts for {one.Name}: take one of {string.Join(", ", Clients.Select(client => client.ActsFor))}."),
            [] => throw new CannotStartException($"Nobody is called {wanted}: ./run.sh people lists everybody."),
            _ => throw new CannotStartException($"{wanted} may be {string.Join(" or ", found.Select(person => person.Name))}: name one."),
        };
    }
}

internal sealed record DemoPerson(string Email, string Password, string Name, IReadOnlyList<string> Roles, DemoOrganisation Organisation);

/// <param name="Code">KATOTTG or NUTS; null where there is none.</param>
internal sealed record DemoOrganisation(Guid Id, string Name, string? Code);

/// <param name="ActsFor">E-mail of the person.</param>
internal sealed record DemoClient(string Id, string Secret, string ActsFor, IReadOnlyList<string> Roles);
