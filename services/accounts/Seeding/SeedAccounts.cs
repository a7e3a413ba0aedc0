using System.Net;
using System.Text.Json;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Seeding;

/// <summary>
/// <c>--seed</c>: reads organisations, people and clients from standard input and adds those that are not there yet, by id; what is there stays
/// as it is. For demonstrations and tests: refused unless in Development and on loopback.
/// </summary>
internal static class SeedAccounts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task Run(IServiceProvider services, IHostEnvironment host, IConfiguration configuration, CancellationToken ct)
    {
        if (!host.IsDevelopment() || !OnLoopback(configuration)) throw new InvalidOperationException("--seed runs only in Development and on loopback.");
        await using var input = Console.OpenStandardInput();
        var seed = await JsonSerializer.DeserializeAsync<Seed>(input, Json, ct) ?? throw new InvalidOperationException("--seed reads a JSON object from its standard input.");
        await using var scope = services.CreateAsyncScope();
        await Add(scope.ServiceProvider, seed, ct);
    }

    private static async Task Add(IServiceProvider services, Seed seed, CancellationToken ct)
    {
        var organisations = services.GetRequiredService<Store<Organisation>>();
        foreach (var organisation in seed.Organisations ?? [])
        {
            if (await organisations.Find(organisation.Id, ct) is not null) continue;
            var status = organisation.Status == "applied" ? MembershipStatus.Applied : MembershipStatus.Active;
            Added(await organisations.Create(organisation.Id, new Organisation { Content = organisation.Content(), Status = status }, Guid.Empty,
                [new Step("add", null, status.Wire())], ct), "organisation", organisation.Id);
        }

        var people = services.GetRequiredService<Store<Person>>();
        var credentials = services.GetRequiredService<Credentials>();
        foreach (var person in seed.People ?? [])
        {
            // The credential first: a person that is there has one, whatever dies in between.
            if (await people.Find(person.Id, ct) is not null) continue;
            await credentials.Set(person.Id, person.Password, mustChange: false, ct);
            var value = new Person { Name = person.Name, Email = person.Email, Language = person.Language, Memberships = person.Memberships ?? [] };
            Added(await people.Create(person.Id, value, Guid.Empty, [new Step("add", null, "active")], ct), "person", person.Id);
        }

        var clients = services.GetRequiredService<Store<ApiClient>>();
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in seed.Clients ?? [])
        {
            if (await applications.FindByClientIdAsync(client.Id, ct) is null)
                await applications.CreateAsync(PrepareProvider.ApiClient(client.Id, client.Secret), ct);
            if (await clients.FindByKey(ApiClients.ClientKey(client.Id), ct) is not null) continue;
            var value = new ApiClient { ClientId = client.Id, Name = client.Id, ActsFor = client.ActsFor };
            Added(await clients.Create(Guid.CreateVersion7(), value, Guid.Empty, [new Step("add", null, "active")], ct), "client", client.ActsFor);
        }
    }

    private static void Added<T>(SaveResult<T> result, string what, Guid id) where T : class
    {
        if (result is SaveResult<T>.Taken) throw new InvalidOperationException($"The {what} {id} could not be added: another one has its address, code or number.");
    }

    private static bool OnLoopback(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } urls
        && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip))));
}

internal sealed record Seed(IReadOnlyList<SeedOrganisation>? Organisations, IReadOnlyList<SeedPerson>? People, IReadOnlyList<SeedClient>? Clients);

internal sealed record SeedOrganisation(
    Guid Id, string LegalName, string? LegalNameLatin, string Type, string Country, string? Code, string? RegisterId, IReadOnlyList<string>? Languages, string? Status)
{
    public OrganisationContent Content() => new()
    {
        LegalName = LegalName, LegalNameLatin = LegalNameLatin, Type = Type, Country = Country, Code = Code, RegisterId = RegisterId, Languages = Languages ?? []
    };
}

internal sealed record SeedPerson(Guid Id, string Name, string Email, string? Language, string Password, IReadOnlyList<PersonMembership>? Memberships);

internal sealed record SeedClient(string Id, string Secret, Guid ActsFor);
