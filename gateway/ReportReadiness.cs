using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;

namespace Alliance.Gateway;

/// <summary>
/// <c>/health/ready</c> of the whole platform: one check per cluster, so the common health answer lists each service.
/// A service is ready when one of its copies is; degraded (its broker is away) still serves.
/// </summary>
internal sealed class ReportReadiness(string cluster, IProxyStateLookup proxy, IHttpClientFactory clients) : IHealthCheck
{
    /// <summary>The HTTP client for what this process asks the services on its own behalf.</summary>
    public const string Client = "platform";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!proxy.TryGetCluster(cluster, out var state)) return HealthCheckResult.Unhealthy();
        var copies = await Task.WhenAll(state.Destinations.Values.Select(d => Ask(d.Model.Config.Address, cancellationToken)));
        return new HealthCheckResult(copies.DefaultIfEmpty(HealthStatus.Unhealthy).Max());
    }

    private async Task<HealthStatus> Ask(string address, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(new Uri(new Uri(address), "/health/ready"), ct);
            if (!answer.IsSuccessStatusCode) return HealthStatus.Unhealthy;
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            return json.RootElement.TryGetProperty("status", out var status) && status.ValueEquals("ready") ? HealthStatus.Healthy : HealthStatus.Degraded;
        }
        // Away, too slow, or not speaking our language: for a caller all of it is "not ready".
        catch (Exception away) when (away is HttpRequestException or JsonException or InvalidOperationException or IOException
            || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return HealthStatus.Unhealthy;
        }
    }
}

internal static class ReadinessSetup
{
    public static void AddReadiness(this WebApplicationBuilder builder)
    {
        // Shorter than a load balancer's own patience; a service that is slower to say it is ready, is not.
        builder.Services.AddHttpClient(ReportReadiness.Client, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(2);
            client.MaxResponseContentBufferSize = 8 * 1024 * 1024;
        });
        foreach (var cluster in builder.Configuration.GetSection(ForwardCalls.Section + ":Clusters").GetChildren().Select(c => c.Key))
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                cluster, services => ActivatorUtilities.CreateInstance<ReportReadiness>(services, cluster), HealthStatus.Unhealthy, ["ready"]));
        }
    }
}
