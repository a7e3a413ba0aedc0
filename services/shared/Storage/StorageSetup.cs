using Alliance.Shared.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Storage;

/// <summary>Where a service keeps its documents.</summary>
public sealed class StorageSettings : ICheckedSettings
{
    /// <summary>Folder of the SQLite files (<c>{service}.db</c>), on a local disk; not used with <see cref="MongoUrl"/>.</summary>
    public string Directory { get; init; } = "";

    /// <summary><c>mongodb://…</c>; set = MongoDB is the engine.</summary>
    public string MongoUrl { get; init; } = "";

    public string MongoDatabase { get; init; } = "alliance";

    /// <summary>How long a start waits for a store that does not answer yet, as after a power cut, when everything starts at once.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);

    public IEnumerable<string> Faults()
    {
        if (StartWithin < TimeSpan.Zero || StartWithin > TimeSpan.FromHours(1)) yield return "Storage:StartWithin is negative or above an hour; give a time like 00:01:00";
        if (MongoUrl.Length == 0)
        {
            if (Directory.Length == 0) yield return "Storage:Directory is missing; give the folder of the SQLite files, or Storage:MongoUrl";
            yield break;
        }
        if (!MongoUrl.StartsWith("mongodb://", StringComparison.Ordinal) && !MongoUrl.StartsWith("mongodb+srv://", StringComparison.Ordinal))
            yield return "Storage:MongoUrl is not an address; give it as mongodb://host:port/, or leave it out for SQLite";
        if (MongoDatabase.Length is 0 or > 38 || !MongoDatabase.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            yield return "Storage:MongoDatabase is no name of 1 to 38 letters, digits, _ or -; correct it or leave it out (alliance)";
    }
}

public static class StorageSetup
{
    /// <summary>
    /// The service's storage and its background loop: tables and indexes are made before the server listens, the loop starts with the host and is
    /// the first to stop. The messaging registers the <see cref="PublishMessage"/> it needs.
    /// </summary>
    /// <param name="service">Lower-case letters; names the file or the collections, so it never changes.</param>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = builder.AddSettings<StorageSettings>("Storage");
        builder.Services.AddSingleton<IStorageEngine>(_ => settings.MongoUrl.Length > 0
            ? new MongoEngine(settings.MongoUrl, settings.MongoDatabase, service)
            : new SqliteEngine(Path.Combine(settings.Directory, service + ".db")));
        builder.Services.AddSingleton<Nudge>();
        builder.Services.AddSingleton(services => new Counters(services.GetRequiredService<IStorageEngine>()));
        builder.Services.AddSingleton(services => new FileChunks(services.GetRequiredService<IStorageEngine>()));
        builder.Services.AddSingleton<StorageStart>().AddHostedService(services => services.GetRequiredService<StorageStart>());
        builder.Services.AddHostedService(services => new DueLoop(
            services.GetRequiredService<IStorageEngine>(), [.. services.GetServices<DueSource>()], services.GetRequiredService<Nudge>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<DueLoop>>()));
        builder.Services.AddHealthChecks().AddCheck<StorageCheck>("storage", tags: ["ready"], timeout: TimeSpan.FromSeconds(3));
        return builder;
    }

    /// <summary>Tables and indexes, for a program that does one thing and ends; a server makes them at its start.</summary>
    public static Task PrepareStorage(this IServiceProvider services, CancellationToken ct) => services.GetRequiredService<StorageStart>().StartingAsync(ct);

    public static IServiceCollection AddStore<T>(this IServiceCollection services, Declaration<T> declaration) where T : class
    {
        services.AddSingleton(provider => new Store<T>(
            declaration, provider.GetRequiredService<IStorageEngine>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Nudge>()));
        services.AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<Store<T>>();
            return new StoredCollection(store.Shape, store.Reindex);
        });
        return services;
    }

    /// <summary>What the loop does for one store; a collection that <see cref="Declaration{T}.Announces"/> must have it.</summary>
    public static IServiceCollection AddDueWork<T>(this IServiceCollection services, Func<IServiceProvider, DueWork<T>> make) where T : class =>
        services.AddSingleton(provider => make(provider).Source(provider.GetService<PublishMessage>(), provider.GetRequiredService<TimeProvider>()));
}

internal sealed record StoredCollection(Shape Shape, Func<CancellationToken, Task> Reindex);

internal sealed class StorageCheck(IStorageEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await engine.Ping(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
