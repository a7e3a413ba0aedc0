using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Accounts;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.SigningIn;
using Alliance.Local;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;
using Person = Alliance.Accounts.Person;
using PersonMembership = Alliance.Accounts.PersonMembership;

namespace Alliance.Services.Tests.Accounts;

[CollectionDefinition("provider")]
public sealed class Provider : ICollectionFixture<ProviderSlice>;

/// <summary>The accounts service on a real port with its real stores, and people in it. No broker answers: nothing here may need one.</summary>
public sealed class ProviderSlice : IAsyncLifetime
{
    public const string GatewaySecret = "a-secret-of-the-gateway-for-these-tests-alone";
    public const string Password = "seven gentle rivers run";

    private readonly string folder;
    private readonly ReservedPort port = ReservedPort.Take();
    private WebApplicationFactory<Credentials>? host;
    private int people;

    private readonly TimeProvider? clock;

    public ProviderSlice() : this("provider") { }

    /// <param name="folder">One of its own for each that runs at the same time.</param>
    /// <param name="clock">Null: the system's.</param>
    internal ProviderSlice(string folder, TimeProvider? clock = null) => (this.folder, this.clock) = (TestState.Fresh(folder), clock);

    public Uri Address => new($"http://localhost:{port.Number.ToString(CultureInfo.InvariantCulture)}/");

    public string Callback => Address + "sign-in/callback";

    internal IServiceProvider Services => host!.Services;

    public ValueTask InitializeAsync()
    {
        host = new WebApplicationFactory<Credentials>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            foreach (var (key, value) in Settings()) web.UseSetting(key, value);
            if (clock is not null) web.ConfigureTestServices(services => services.AddSingleton(clock));
        });
        host.UseKestrel();
        host.StartServer();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<(string Key, string Value)> Settings()
    {
        yield return ("urls", $"http://127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}");
        yield return ("Storage:Directory", Path.Combine(folder, "data"));
        yield return ("Messaging:Url", "amqp://nobody:nothing@127.0.0.1:9/");
        yield return ("Accounts:Issuer", Address.AbsoluteUri);
        yield return ("Accounts:Directory", Path.Combine(folder, "accounts"));
        yield return ("Accounts:GatewaySecret", GatewaySecret);
        foreach (var service in ProviderSettings.Services) yield return ($"Accounts:ServiceSecrets:{service}", $"the-secret-of-{service}-for-these-tests-alone");
        // The tests sign in often, and from one address.
        yield return ("Accounts:AddressAttempts", "1000000");
        // A quarter of what people have: enough that the time of a hash is what an attempt takes.
        yield return ("Accounts:HashIterations", "50000");
        yield return ("Identity:Issuer", Address.AbsoluteUri);
        yield return ("Identity:Metadata", Address + ".well-known/openid-configuration");
        yield return ("Logging:LogLevel:Default", "None");
    }

    /// <summary>Somebody new with a password, and an organisation of their own where roles are given.</summary>
    internal async Task<(Stored<Person> Person, Guid Organisation)> Somebody(CancellationToken ct, string? role = null, bool mustChange = false, MembershipStatus status = MembershipStatus.Active)
    {
        var organisation = Guid.CreateVersion7();
        var content = new OrganisationContent { LegalName = "A hromada", Type = "hromada", Country = "UA" };
        await Services.GetRequiredService<Store<Organisation>>().Create(organisation, new Organisation { Content = content, Status = status }, Guid.Empty, [new Step("add", null, "active")], ct);
        var id = Guid.CreateVersion7();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Credentials>().Set(id, Password, mustChange, ct);
        var value = new Person
        {
            Name = "Somebody", Email = $"person-{Interlocked.Increment(ref people)}@example.org", Language = "uk",
            Memberships = role is null ? [] : [new PersonMembership(organisation, [role])]
        };
        var saved = (SaveResult<Person>.Saved)await Services.GetRequiredService<Store<Person>>().Create(id, value, Guid.Empty, [new Step("add", null, "active")], ct);
        return (saved.Document, organisation);
    }

    internal async Task<(string Id, string Secret)> ClientFor(Guid person, CancellationToken ct)
    {
        var (id, secret) = ($"client-{Guid.CreateVersion7():n}", RandomNumberGenerator.GetHexString(40));
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(PrepareProvider.ApiClient(id, secret), ct);
        await Services.GetRequiredService<Store<ApiClient>>().Create(
            Guid.CreateVersion7(), new ApiClient { ClientId = id, Name = id, ActsFor = person }, Guid.Empty, [new Step("add", null, "active")], ct);
        return (id, secret);
    }

    internal Browser Browser() => new(Address);

    /// <summary>POST /connect/token with Basic.</summary>
    internal async Task<(int Status, JsonObject Body)> Token(string client, string secret, CancellationToken ct, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var call = new HttpRequestMessage(HttpMethod.Post, "connect/token") { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        call.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        using var answer = await http.SendAsync(call, ct);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!.AsObject());
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        port.Dispose();
    }
}
