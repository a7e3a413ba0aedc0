using System.Net;
using System.Text.Json;
using Alliance.Accounts.Admitting;
using Alliance.Accounts.Connecting;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Seeding;

/// <summary>
/// <c>--seed</c>: reads organisations, people and clients from standard input and adds those that are not there yet, by id; what is there stays
/// as it is. They keep to the rules of the API, and the first row that does not is named. For demonstrations and tests: refused unless in Development
/// and on loopback.
/// </summary>
internal static class SeedAccounts
{
    /// <summary>As for a secret that the settings name.</summary>
    private const int ShortestSecret = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task Run(IServiceProvider services, IHostEnvironment host, IConfiguration configuration, CancellationToken ct)
    {
        if (!host.IsDevelopment() || !OnLoopback(configuration)) throw new InvalidOperationException("--seed runs only in Development and on loopback.");
        await using var input = Console.OpenStandardInput();
        var seed = await JsonSerializer.DeserializeAsync<Seed>(input, Json, ct) ?? throw new InvalidOperationException("--seed reads a JSON object from its standard input.");
        await Add(services, seed, ct);
    }

    /// <exception cref="InvalidOperationException">Names the row and its fields; the rows before it are added.</exception>
    public static async Task Add(IServiceProvider services, Seed seed, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        services = scope.ServiceProvider;
        foreach (var (place, organisation) in (seed.Organisations ?? []).Index()) Pass($"organisations[{place}]", organisation.Id, await Add(organisation, services, ct));
        foreach (var (place, person) in (seed.People ?? []).Index()) Pass($"people[{place}]", person.Id, await Add(person, services, ct));
        foreach (var (place, client) in (seed.Clients ?? []).Index()) Pass($"clients[{place}]", client.Id ?? "", await Add(client, services, ct));
    }

    private static async Task<Refusal?> Add(SeedOrganisation row, IServiceProvider services, CancellationToken ct)
    {
        if (row.Id == Guid.Empty) return Faulty("id", "required");
        var store = services.GetRequiredService<Store<Organisation>>();
        if (await store.Find(row.Id, ct) is not null) return null;
        return WhyNot(await AddOrganisation.Create(row.Form(), row.Id, Guid.Empty, key: null, store, ct));
    }

    private static async Task<Refusal?> Add(SeedPerson row, IServiceProvider services, CancellationToken ct)
    {
        if (row.Id == Guid.Empty) return Faulty("id", "required");
        var people = services.GetRequiredService<Store<Person>>();
        if (await people.Find(row.Id, ct) is not null) return null;
        var memberships = new List<PersonMembership>();
        foreach (var (place, membership) in (row.Memberships ?? []).Index())
        {
            if (await services.GetRequiredService<Store<Organisation>>().Find(membership.OrganisationId, ct) is not { } organisation)
                return Faulty($"memberships[{place}].organisationId", "unknown-organisation");
            if (AddPerson.Check(row.Form(membership), organisation) is { } faulty) return faulty;
            var roles = RoleRules.Ordered(membership.Roles);
            if (RoleRules.RefuseUnfit(organisation.Value.Content.Type, roles) is { } unfit) return unfit;
            memberships.Add(new PersonMembership(membership.OrganisationId, roles));
        }
        if (memberships.Count == 0) return Faulty("memberships", "required");
        if (PasswordRules.Fault(row.Password, row.Email!) is { } weak) return Faulty("password", weak);
        var (outcome, _) = await AddPerson.Create(
            PersonForm.Kept(row.Form(memberships[0])), memberships, row.Id, Guid.Empty, key: null, people, services.GetRequiredService<Credentials>(), ct, row.Password);
        return WhyNot(outcome);
    }

    private static async Task<Refusal?> Add(SeedClient row, IServiceProvider services, CancellationToken ct)
    {
        var form = ClientRules.Kept(new NewClient(row.Id, row.Id, row.ActsFor));
        if (ClientRules.Check(form) is { } faulty) return faulty;
        if (row.Secret is not { Length: >= ShortestSecret }) return Faulty("secret", "required");
        var (clients, applications) = (services.GetRequiredService<Store<ApiClient>>(), services.GetRequiredService<IOpenIddictApplicationManager>());
        if (await clients.FindByKey(ApiClients.ClientKey(form.ClientId!), ct) is { } known)
        {
            // A start that died before the provider knew of it.
            if (known.Value.Active && await applications.FindByClientIdAsync(form.ClientId!, ct) is null)
                await AddClient.Register(applications, Issuing.PrepareProvider.ApiClient(form.ClientId!, row.Secret), ct);
            return null;
        }
        if (await AddClient.CheckNamed(form, services.GetRequiredService<Store<Person>>(), ct) is { } nobody) return nobody;
        return WhyNot(await AddClient.Create(form, row.Secret, Guid.CreateVersion7(), Guid.Empty, key: null, clients, applications, ct));
    }

    private static void Pass(string row, object id, Refusal? refusal)
    {
        if (refusal is null) return;
        var fields = string.Join(", ", refusal.Fields.Select(fault => $"{fault.Field} {fault.Code}"));
        throw new InvalidOperationException($"--seed: {row} ({id}) is refused: {refusal.Code}{(fields.Length > 0 ? ": " + fields : "")}.");
    }

    private static Refusal? WhyNot<T>(Outcome<T> outcome) where T : class => (outcome as Outcome<T>.Refused)?.Why;

    private static Refusal Faulty(string field, string code) => new(RefusalKind.Invalid, "invalid", new FieldFault(field, code));

    private static bool OnLoopback(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } urls
        && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip))));
}

internal sealed record Seed(IReadOnlyList<SeedOrganisation>? Organisations, IReadOnlyList<SeedPerson>? People, IReadOnlyList<SeedClient>? Clients);

internal sealed record SeedOrganisation(
    Guid Id, string? LegalName, string? LegalNameLatin, string? Type, string? Country, string? Code, string? RegisterId, IReadOnlyList<string>? Languages, string? Status)
{
    /// <summary>A member where nothing is said.</summary>
    public NewOrganisation Form() => new()
    {
        LegalName = LegalName, LegalNameLatin = LegalNameLatin, Type = Type, Country = Country, Code = Code, RegisterId = RegisterId, Languages = Languages ?? [], Status = Status ?? "active"
    };
}

internal sealed record SeedPerson(Guid Id, string? Name, string? Email, string? Language, string? Password, IReadOnlyList<PersonMembership>? Memberships)
{
    public NewPerson Form(PersonMembership membership) => new(Name, Email, Language, membership.Roles);
}

internal sealed record SeedClient(string? Id, string? Secret, Guid? ActsFor);
