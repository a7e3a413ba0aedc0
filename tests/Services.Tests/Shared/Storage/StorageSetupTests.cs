using System.Collections.Concurrent;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>A service as it registers its storage.</summary>
public sealed class StorageSetupTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("alliance-setup-").FullName;
    private readonly ConcurrentQueue<(object Message, Guid Id)> _published = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_is_saved_is_published_by_the_host_and_the_storage_is_ready()
    {
        using var host = Host(s => s
            .AddStore(Parcels.Declared)
            .AddDueWork(p => new DueWork<Parcel>(p.GetRequiredService<Store<Parcel>>()) { Announce = Parcels.Announce })
            .AddSingleton<PublishMessage>((message, id, _, _) =>
            {
                _published.Enqueue((message, id));
                return Task.CompletedTask;
            }));
        await host.StartAsync(Ct);
        var store = host.Services.GetRequiredService<Store<Parcel>>();
        var document = await store.Add(new Parcel(), Ct, Parcels.Step("create"), Parcels.Step("weigh"));
        await Wait.Until(() => _published.Count == 2, Ct, what: "both entries are published");
        Assert.Equal([new ParcelMoved(document.Id, 1, "create"), new ParcelMoved(document.Id, 2, "weigh")], _published.Select(p => p.Message));
        Assert.Equal(DueWork<Parcel>.MessageId(document.Id, 2, 0), _published.Last().Id);
        Assert.Equal(1, await host.Services.GetRequiredService<Counters>().Next("a", Ct));
        Assert.Equal(HealthStatus.Healthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Status);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_collection_that_announces_needs_somebody_who_publishes()
    {
        using var withoutWork = Host(s => s.AddStore(Parcels.Declared));
        Assert.Contains("parcels", (await Assert.ThrowsAsync<InvalidOperationException>(() => withoutWork.StartAsync(Ct))).Message, StringComparison.Ordinal);
        using var withoutBroker = Host(s => s
            .AddStore(Parcels.Declared).AddDueWork(p => new DueWork<Parcel>(p.GetRequiredService<Store<Parcel>>()) { Announce = Parcels.Announce }));
        Assert.Contains("parcels", (await Assert.ThrowsAsync<InvalidOperationException>(() => withoutBroker.StartAsync(Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_at_the_start_is_waited_for()
    {
        var attempts = 0;
        await Start(TimeSpan.FromMinutes(1), _ => ++attempts < 3 ? throw new IOException("It does not answer.") : Task.CompletedTask).StartingAsync(Ct);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task The_patience_of_a_start_has_an_end()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<IOException>(() => Start(TimeSpan.FromSeconds(1), _ => { attempts++; throw new IOException("It does not answer."); }).StartingAsync(Ct));
        Assert.InRange(attempts, 2, 3);
    }

    [Fact]
    public async Task A_fault_that_stays_is_told_at_once()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Start(TimeSpan.FromMinutes(1), _ => { attempts++; throw new InvalidOperationException("Raise the version."); }).StartingAsync(Ct));
        Assert.Equal(1, attempts);
    }

    [Theory]
    [InlineData("", "", "alliance", "Storage:Directory")]
    [InlineData("/x", "http://x", "alliance", "Storage:MongoUrl")]
    [InlineData("/x", "mongodb://x", "a.b", "Storage:MongoDatabase")]
    [InlineData("/x", "", "alliance", null)]
    [InlineData("", "mongodb://x", "alliance", null)]
    public void Faulty_settings_name_the_key(string directory, string url, string database, string? key)
    {
        var faults = new StorageSettings { Directory = directory, MongoUrl = url, MongoDatabase = database }.Faults().ToArray();
        if (key is null) Assert.Empty(faults);
        else Assert.StartsWith(key, Assert.Single(faults), StringComparison.Ordinal);
    }

    /// <summary>A start on a real file, one of whose collections is as a store would be that is away.</summary>
    private StorageStart Start(TimeSpan within, Func<CancellationToken, Task> reindex) => new(
        new SqliteEngine(Path.Combine(_directory, "start.db")), [new StoredCollection(new Shape("late", 1, Announces: false, [], []), reindex)], [],
        new StorageSettings { Directory = _directory, StartWithin = within }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<StorageStart>.Instance);

    private IHost Host(Action<IServiceCollection> services)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Storage:Directory"] = _directory;
        builder.Services.AddLogging().AddSingleton(TimeProvider.System);
        builder.AddStorage("tests");
        services(builder.Services);
        return builder.Build();
    }
}
