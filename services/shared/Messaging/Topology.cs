using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Shared.Messaging;

/// <summary><c>--topology</c>: declares this service's exchanges and queues and ends. All services do it before any of them starts.</summary>
internal static class Topology
{
    public const string Switch = "--topology";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    public static async Task Deploy(WebApplication app)
    {
        if (app.Services.GetService<IBusControl>() is not { } bus) return;
        using var limit = new CancellationTokenSource(Within);
        await bus.DeployAsync(limit.Token);
    }
}
