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
