using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alliance.Accounts;
using Alliance.Accounts.SigningIn;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

[CollectionDefinition("accounts")]
public sealed class AccountsService : ICollectionFixture<AccountsSlice>;

/// <summary>The accounts service on its real stores. Tokens come from the tests' own issuer, so that each test says what a token says; what is published is kept.</summary>
public sealed class AccountsSlice : IAsyncLifetime
{
    private readonly string folder;

    public AccountsSlice() : this("accounts") { }

    /// <param name="name">Its folder's; two that live at once need two.</param>
    internal AccountsSlice(string name) => folder = TestState.Fresh(name);

    private readonly ConcurrentQueue<object> published = [];
    private WebApplicationFactory<Credentials>? host;
    private TestIssuer? issuer;
    private int people;

    /// <summary>Of the administrators.</summary>
    public Guid Secretariat { get; } = Guid.CreateVersion7();

    internal IServiceProvider Services => host!.Services;

    internal IEnumerable<object> Published => published;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        host = new WebApplicationFactory<Credentials>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("Storage:Directory", Path.Combine(folder, "data"));
            if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } mongo)
            {
                web.UseSetting("Storage:MongoUrl", mongo);
                web.UseSetting("Storage:MongoDatabase", $"alliance_{Guid.CreateVersion7():n}"[..28]);
            }
            web.UseSetting("Messaging:Url", "amqp://nobody:nothing@127.0.0.1:9/");
            web.UseSetting("Accounts:Issuer", TestIssuer.Issuer);
            web.UseSetting("Accounts:Directory", Path.Combine(folder, "accounts"));
            web.UseSetting("Accounts:GatewaySecret", ProviderSlice.GatewaySecret);
            foreach (var service in ProviderSettings.Services) web.UseSetting($"Accounts:ServiceSecrets:{service}", $"the-secret-of-{service}-for-these-tests-alone");
            web.UseSetting("Accounts:HashIterations", "10000");
            foreach (var (key, value) in issuer.Settings("accounts").Where(s => s.Key.StartsWith("Identity:", StringComparison.Ordinal))) web.UseSetting(key, value);
            web.UseSetting("Logging:LogLevel:Default", "None");
            web.ConfigureTestServices(services => services.AddSingleton<PublishMessage>((message, _, _, _) =>
            {
                published.Enqueue(message);
                return Task.CompletedTask;
            }));
        });
        host.CreateClient().Dispose();
        await Store(Secretariat, "secretariat", "BE", MembershipStatus.Active, CancellationToken.None);
    }

    internal HttpMessageHandler Handler() => host!.Server.CreateHandler();

    internal HttpClient Nobody() => host!.CreateClient();

    /// <summary>Another service of the platform.</summary>
    internal ApiPerson Service() => new(host!.CreateClient(), new Caller(Guid.Empty, []), TestIssuer.ServiceToken());

    internal Task<Member> Administrator(CancellationToken ct) => Somebody(ct, (Secretariat, Roles.Administrator));

    internal async Task<Guid> Organisation(CancellationToken ct, string type = "hromada", string country = "UA", MembershipStatus status = MembershipStatus.Active)
    {
        var id = Guid.CreateVersion7();
        await Store(id, type, country, status, ct);
        return id;
    }

    /// <summary>Somebody new who has these roles, and a token that says nothing of them.</summary>
    internal async Task<Member> Somebody(CancellationToken ct, params (Guid Organisation, string Role)[] memberships)
    {
        var id = Guid.CreateVersion7();
        var email = $"member-{Interlocked.Increment(ref people)}@example.org";
        var value = new Person
        {
            Name = "Ольга Приклад", Email = email, Language = "uk",
            Memberships = [.. memberships.GroupBy(m => m.Organisation).Select(g => new Alliance.Accounts.PersonMembership(g.Key, [.. g.Select(m => m.Role)]))]
        };
        await Services.GetRequiredService<Store<Person>>().Create(id, value, Guid.Empty, [new Step("add", null, "active")], ct);
        return new Member(Calls(id), email);
    }

    /// <param name="claimed">What the token says, whatever the truth is.</param>
    internal ApiPerson Calls(Guid id, DateTimeOffset? issuedAt = null, string? via = null, params (Guid Organisation, string Role)[] claimed) =>
        new(host!.CreateClient(), new Caller(id, []), TestIssuer.Token(id, claimed, via: via, issuedAt: issuedAt));

    private async Task Store(Guid id, string type, string country, MembershipStatus status, CancellationToken ct)
    {
        var content = new OrganisationContent { LegalName = $"Organisation {id:n}", Type = type, Country = country };
        await Services.GetRequiredService<Store<Organisation>>().Create(id, new Organisation { Content = content, Status = status }, Guid.Empty, [new Step("add", null, status.Wire())], ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
    }
}

internal sealed record Member(ApiPerson Calls, string Email)
{
    public Guid Id => Calls.Id;
}

/// <summary>Bodies to write with.</summary>
internal static class Forms
{
    private static int numbers = 10_000_000;

    /// <summary>An association has no unit, so that any number of them can be added.</summary>
    public static JsonObject Association(string name = "Асоціація прикладів") => new()
    {
        ["legalName"] = name, ["legalNameLatin"] = "Association of Examples", ["type"] = "association", ["level"] = "national", ["country"] = "UA",
        ["registerId"] = NextNumber(), ["languages"] = new JsonArray("uk", "en"),
        ["contacts"] = new JsonArray(new JsonObject { ["name"] = "Олена", ["email"] = "olena@example.org" })
    };

    public static string NextNumber() => Interlocked.Increment(ref numbers).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Person(string email, params string[] roles) => new()
    {
        ["name"] = "Іван Приклад", ["email"] = email, ["language"] = "uk", ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)])
    };

    public static string NextEmail() => $"new-{Guid.CreateVersion7():n}@example.org";
}
