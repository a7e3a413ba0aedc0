using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Demo;

/// <summary>
/// The services' stores, opened with the settings the services get, and nothing else of them running: no server, no loop, no bus. What is saved stays
/// due, and is announced when the services start.
/// </summary>
internal static class OpenStores
{
    public static Task<IHost> OfRequests(IConfiguration configuration, StoryClock clock, CancellationToken ct) =>
        Open("requests", configuration, clock, Requests.Collections.AddCollections, ct);

    public static Task<IHost> OfExperts(IConfiguration configuration, StoryClock clock, CancellationToken ct) =>
        Open("experts", configuration, clock, Experts.Collections.AddCollections, ct);

    public static Task<IHost> OfNotifications(IConfiguration configuration, StoryClock clock, CancellationToken ct) => Open("notifications", configuration, clock, builder =>
        builder.Services.AddStore(Notifications.Telling.KnownPerson.Declaration).AddStore(Notifications.Telling.KnownOrganisation.Declaration), ct);

    private static async Task<IHost> Open(string service, IConfiguration configuration, StoryClock clock, Action<IHostApplicationBuilder> collections, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Configuration = new ConfigurationManager() });
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<PublishMessage>((_, _, _, _) => throw new InvalidOperationException("The demonstration publishes nothing."));
        builder.AddStorage(service);
        collections(builder);
        SettingsBinding.ThrowIfFaulty(builder);
        var host = builder.Build();
        await host.Services.PrepareStorage(ct);
        return host;
    }
}
