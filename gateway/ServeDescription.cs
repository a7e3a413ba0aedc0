using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scalar.AspNetCore;
using Yarp.ReverseProxy;

namespace Alliance.Gateway;

/// <summary>
/// <c>/openapi.json</c> of the whole platform. Kept for a while, because composing asks every service; a service that is away is described
/// as it was known last, and the document says so. Never fails because of a service.
/// </summary>
internal sealed partial class ServeDescription(IProxyStateLookup proxy, IHttpClientFactory clients, TimeProvider clock, ILogger<ServeDescription> log) : IDisposable
{
    /// <summary>Where the reference page leaves its own content security policy.</summary>
    public const string PolicyItem = "Alliance.ContentSecurityPolicy";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>While a service is away: soon again, but not at each call.</summary>
    private static readonly TimeSpan KeptIncomplete = TimeSpan.FromSeconds(3);

    public const string Client = "descriptions";

    private readonly SemaphoreSlim one = new(1);
    private readonly Dictionary<string, JsonObject> lastKnown = [];
    private volatile Composed? composed;

    private sealed record Composed(byte[] Json, DateTimeOffset Until);

    public async Task<byte[]> Read(CancellationToken ct)
    {
        if (composed is { } ready && clock.GetUtcNow() < ready.Until) return ready.Json;
        await one.WaitAsync(ct);
        try
        {
            if (composed is { } meanwhile && clock.GetUtcNow() < meanwhile.Until) return meanwhile.Json;
            var services = await Task.WhenAll(proxy.GetClusters().Select(c => c.ClusterId).Select(service => Describe(service, ct)));
            foreach (var service in services.Where(s => s.Document is not null)) lastKnown[service.Service] = service.Document!;
            var anonymous = proxy.GetRoutes().Select(r => r.Config)
                .Where(r => string.Equals(r.AuthorizationPolicy, "anonymous", StringComparison.OrdinalIgnoreCase))
                .Select(r => (r.Match.Path ?? "").Split('{')[0]).Where(prefix => prefix.Length > 0).ToArray();
            var json = await MergeDescriptions.Merge(services, anonymous, ct);
            composed = new(Encoding.UTF8.GetBytes(json), clock.GetUtcNow() + (services.All(s => s.State == "current") ? Kept : KeptIncomplete));
            return composed.Json;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<ServiceDescription> Describe(string service, CancellationToken ct)
    {
        // The copies of a service are alike: the first that answers speaks for all.
        foreach (var copy in proxy.TryGetCluster(service, out var cluster) ? cluster.Destinations.Values : [])
        {
            try
            {
                using var client = clients.CreateClient(Client);
                await using var body = await client.GetStreamAsync(new Uri(new Uri(copy.Model.Config.Address), "/openapi/v1.json"), ct);
                if (await JsonNode.ParseAsync(body, cancellationToken: ct) is JsonObject document) return new(service, document, "current");
            }
            catch (Exception away) when (away is HttpRequestException or JsonException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
            {
                NotDescribed(service, away.GetType().Name);
            }
        }
        return lastKnown.TryGetValue(service, out var known) ? new(service, known, "last-known") : new(service, null, "unknown");
    }

    public void Dispose() => one.Dispose();

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The description of {Service} is not to be had: {Reason}")]
    private partial void NotDescribed(string service, string reason);
}

internal static class DescriptionSetup
{
    public static void AddDescription(this WebApplicationBuilder builder)
    {
        // A service composes its description at the first question, which takes a busy machine longer than saying that it is ready.
        builder.Services.AddHttpClient(ServeDescription.Client, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = 8 * 1024 * 1024;
        });
        builder.Services.AddSingleton<ServeDescription>();
    }

    public static void MapDescription(this WebApplication app)
    {
        app.MapGet("/openapi.json", async (ServeDescription description, CancellationToken ct) => Results.Bytes(await description.Read(ct), "application/json; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapScalarApiReference("/reference", (reference, http) =>
        {
            // Everything from here: the script is a resource of the package, the fonts are the reader's own, nothing is reported anywhere.
            reference.WithTitle("Alliance platform").WithOpenApiRoutePattern("/openapi.json").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton();
            var nonce = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
            reference.WithNonce(nonce);
            // Its styles are written into the page at run time, so inline styles stand; scripts need the nonce or this origin.
            http.Items[ServeDescription.PolicyItem] =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
                + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        }).AllowAnonymous();
    }
}
