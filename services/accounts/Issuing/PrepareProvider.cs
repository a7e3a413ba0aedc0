using Alliance.Accounts.SigningIn;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>Before the server listens: the tables, and the clients that the settings name, with the secrets of now.</summary>
internal sealed partial class PrepareProvider(IServiceScopeFactory scopes, ProviderSettings settings, ILogger<PrepareProvider> log) : IHostedLifecycleService
{
    public const string GatewayClient = "gateway";
    public const string ServicePrefix = "service-";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var alone = StartingAlone.In(settings.Directory);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CredentialsDb>().Database.EnsureCreatedAsync(cancellationToken);
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await Register(applications, Gateway(settings), cancellationToken);
        foreach (var (service, secret) in settings.ServiceSecrets) await Register(applications, Service(service, secret), cancellationToken);
        Prepared(settings.ServiceSecrets.Count + 1);
    }

    /// <summary>A client of its own for one person's program.</summary>
    public static OpenIddictApplicationDescriptor ApiClient(string clientId, string secret) => new()
    {
        ClientId = clientId,
        ClientSecret = secret,
        ClientType = ClientTypes.Confidential,
        Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + ProviderSetup.PublicScope }
    };

    private static OpenIddictApplicationDescriptor Service(string service, string secret) => new()
    {
        ClientId = ServicePrefix + service,
        ClientSecret = secret,
        ClientType = ClientTypes.Confidential,
        Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + ProviderSetup.InternalScope }
    };

    private static OpenIddictApplicationDescriptor Gateway(ProviderSettings settings) => new()
    {
        ClientId = GatewayClient,
        ClientSecret = settings.GatewaySecret,
        ClientType = ClientTypes.Confidential,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { new Uri(settings.IssuerUri, "sign-in/callback") },
        PostLogoutRedirectUris = { settings.IssuerUri },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            Permissions.Scopes.Profile, Permissions.Prefixes.Scope + ProviderSetup.PublicScope
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange }
    };

    private static async Task Register(IOpenIddictApplicationManager applications, OpenIddictApplicationDescriptor wanted, CancellationToken ct)
    {
        if (await applications.FindByClientIdAsync(wanted.ClientId!, ct) is { } known) await applications.UpdateAsync(known, wanted, ct);
        else await applications.CreateAsync(wanted, ct);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 600, Level = LogLevel.Information, Message = "The provider is ready with {Clients} clients from the settings")]
    private partial void Prepared(int clients);
}
