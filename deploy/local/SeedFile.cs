using System.Text.Json;

namespace Alliance.Local;

/// <summary>What <c>accounts --seed</c> reads: it adds what is not there yet, by id, and changes nothing that is.</summary>
public sealed record SeedFile(IReadOnlyList<SeedOrganisation> Organisations, IReadOnlyList<SeedPerson> People, IReadOnlyList<SeedClient> Clients)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>For those who need to know who there is and not how they are called or sign in.</summary>
    public SeedFile WithoutSecrets() => this with { People = [.. People.Select(person => person with { Name = "", Email = "", Password = "" })], Clients = [] };
}

/// <param name="Type">A word of the domain: <c>hromada</c>, <c>region</c>, <c>secretariat</c> …</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Code">KATOTTG in Ukraine, NUTS elsewhere; null where there is none.</param>
/// <param name="Languages">BCP 47.</param>
/// <param name="Status"><c>applied</c> or <c>active</c>.</param>
public sealed record SeedOrganisation(
    Guid Id, string LegalName, string LegalNameLatin, string Type, string Country, string? Code, string? RegisterId, IReadOnlyList<string> Languages, string Status = "active");

/// <param name="Language">BCP 47.</param>
public sealed record SeedPerson(Guid Id, string Name, string Email, string Language, string Password, IReadOnlyList<SeedMembership> Memberships);

public sealed record SeedMembership(Guid OrganisationId, IReadOnlyList<string> Roles);

/// <summary>An API client that acts for one person.</summary>
public sealed record SeedClient(string Id, string Secret, Guid ActsFor);
