using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Shared.Identity;

/// <summary>The keys accounts signs with. Once loaded they stand while accounts is away, and are asked for again when a token names an unknown one.</summary>
internal sealed class IssuerKeys : IDisposable
{
    /// <summary>At most one question in so long because of unknown keys, however many tokens name them: anybody can send such a token.</summary>
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 256 * 1024 };

    public IssuerKeys(IdentitySettings settings)
    {
        Configuration = new ConfigurationManager<OpenIdConnectConfiguration>(
            settings.Metadata, new FromAccounts(settings.Issuer),
            // Whether http is accepted is decided with the settings.
            new HttpDocumentRetriever(http) { RequireHttps = false })
        {
            RefreshInterval = BetweenRefreshes,
            // A key that accounts took back is not good any more.
            UseLastKnownGoodConfiguration = false,
        };
    }

    public ConfigurationManager<OpenIdConnectConfiguration> Configuration { get; }

    public bool Loaded { get; private set; }

    public async Task Load(CancellationToken ct)
    {
        await Configuration.GetConfigurationAsync(ct);
        Loaded = true;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Reads the keys from the address the metadata came from, whatever public address stands in the document.</summary>
    private sealed class FromAccounts(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var configuration = OpenIdConnectConfiguration.Create(await retriever.GetDocumentAsync(address, cancel));
            if (configuration.Issuer != issuer) throw new InvalidOperationException("The metadata at Identity:Metadata is of another issuer than Identity:Issuer.");
            var keys = new Uri(new Uri(address), new Uri(configuration.JwksUri).PathAndQuery);
            configuration.JsonWebKeySet = new JsonWebKeySet(await retriever.GetDocumentAsync(keys.AbsoluteUri, cancel));
            foreach (var key in configuration.JsonWebKeySet.GetSigningKeys()) configuration.SigningKeys.Add(key);
            return configuration.SigningKeys.Count > 0 ? configuration : throw new InvalidOperationException("Accounts named no key it signs with.");
        }
    }
}

/// <summary>Gets the keys before the first call where accounts is there, and soon after it is there otherwise.</summary>
internal sealed partial class LoadKeys(IssuerKeys keys, TimeProvider time, ILogger<LoadKeys> log) : BackgroundService
{
    /// <summary>Before this process listens: a restarted process answers its first call as it did its last.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private string? said;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FirstTry);
        await Try(limit.Token);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!keys.Loaded)
        {
            await Task.Delay(BetweenTries, time, stoppingToken);
            await Try(stoppingToken);
        }
    }

    private async Task Try(CancellationToken ct)
    {
        try
        {
            await keys.Load(ct);
            Loaded();
        }
#pragma warning disable CA1031 // Whatever it is (away, not ready, misconfigured), it is tried again, and readiness says so meanwhile.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var reason = (fault.InnerException ?? fault).GetType().Name;
            if (reason != said) NotYet(said = reason);
        }
    }

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "The keys of accounts are loaded")]
    private partial void Loaded();

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "The keys of accounts are not there yet ({Reason}); tried again until they are")]
    private partial void NotYet(string reason);
}

internal sealed class KeysCheck(IssuerKeys keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(keys.Loaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
