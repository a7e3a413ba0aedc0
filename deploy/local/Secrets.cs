using System.Security.Cryptography;
using System.Text.Json;

namespace Alliance.Local;

/// <summary>What the processes prove themselves to accounts with: made at the first start, kept in the state folder for its owner alone.</summary>
/// <param name="Gateway">Of the client browser sessions go through.</param>
/// <param name="Services">By service.</param>
public sealed record Secrets(string Gateway, IReadOnlyDictionary<string, string> Services)
{
    /// <summary>Those accounts knows, whether they run or not.</summary>
    private static readonly string[] Known = ["requests", "experts", "notifications", "portal", "gateway"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Secrets Open(StateFolder state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var file = Path.Combine(state.Identity, "secrets.json");
        var kept = File.Exists(file) ? Read(file) : null;
        if (kept is not null && Known.All(kept.Services.ContainsKey)) return kept;
        var next = new Secrets(kept?.Gateway ?? Random(), Known.ToDictionary(service => service, service => kept?.Services.GetValueOrDefault(service) ?? Random()));
        StateFolder.WriteSecret(file, JsonSerializer.Serialize(next, Json));
        return next;
    }

    /// <summary>256 bits, without characters that mean something in an address or a shell.</summary>
    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static Secrets Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file), Json)!;
        }
        catch (JsonException fault)
        {
            throw new CannotStartException($"{file} cannot be read ({fault.Message}): put it back, or delete it to have new secrets made.", fault);
        }
    }
}
