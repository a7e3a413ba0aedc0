using Alliance.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Benchmarks.Running;

/// <summary>Fills a service's store through the storage port, before the service starts. What is saved has no history entries, so nothing of it is due.</summary>
internal static class FilledStore
{
    /// <summary>Saves under way: they share the commits.</summary>
    private const int AtOnce = 64;

    /// <param name="service">Names the store, as the service does.</param>
    /// <param name="collections">Registers what the service keeps.</param>
    public static async Task Fill(string service, string folder, Action<IHostApplicationBuilder> collections, Func<IServiceProvider, Task> fill, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", Path.Combine(folder, "data"))]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new StretchedClock());
        builder.Services.AddSingleton<PublishMessage>((_, _, _, _) => Task.CompletedTask);
        builder.AddStorage(service);
        collections(builder);
        using var host = builder.Build();
        await host.Services.PrepareStorage(ct);
        await fill(host.Services);
    }

    public static Task Save<T>(Store<T> store, IEnumerable<(Guid Id, T Value)> documents, CancellationToken ct) where T : class =>
        Parallel.ForEachAsync(documents, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (document, stop) =>
        {
            var saved = await store.Create(document.Id, document.Value, Guid.Empty, [], stop);
            if (saved is not SaveResult<T>.Saved) throw new InvalidOperationException($"{store.Declaration.Name}: {saved}");
        });

    /// <summary>A hundredth of a second later at each look: documents that came over half an hour, not all in this moment.</summary>
    private sealed class StretchedClock : TimeProvider
    {
        private readonly DateTimeOffset start = System.GetUtcNow().AddHours(-2);
        private long looks;

        public override DateTimeOffset GetUtcNow() => start.AddMilliseconds(10 * Interlocked.Increment(ref looks));
    }
}
