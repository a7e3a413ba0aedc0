using Alliance.Shared.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>One database of its own on one engine; each opening is what another process would see of it.</summary>
public abstract class EngineUnderTest : IAsyncDisposable
{
    /// <summary>Why the engine cannot be tried here; null when it can.</summary>
    public abstract string? Missing { get; }

    internal abstract IStorageEngine Make();

    public abstract ValueTask DisposeAsync();

    internal Task<Opened> Open(TimeProvider? time = null) => Open(Parcels.Declared, time);

    internal Task<Opened> Open(Declaration<Parcel> declaration, TimeProvider? time = null) => Open(Make(), declaration, time ?? TimeProvider.System);

    private protected static async Task<Opened> Open(IStorageEngine engine, Declaration<Parcel> declaration, TimeProvider time)
    {
        var opened = new Opened(engine, declaration, time);
        await opened.Engine.Prepare([opened.Parcels.Shape], TestContext.Current.CancellationToken);
        await opened.Parcels.Reindex(TestContext.Current.CancellationToken);
        return opened;
    }
}

public sealed class SqliteUnderTest : EngineUnderTest
{
    private readonly string _directory = Directory.CreateTempSubdirectory("alliance-storage-").FullName;

    public override string? Missing => null;

    internal override IStorageEngine Make() => new SqliteEngine(Path.Combine(_directory, "parcels.db"));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return default;
    }
}

public sealed class MongoUnderTest : EngineUnderTest
{
    private static readonly string? Url = Environment.GetEnvironmentVariable("MONGODB_URL");
    private readonly string _database = $"contract_{Guid.NewGuid():N}";

    public override string? Missing => string.IsNullOrEmpty(Url) ? "MONGODB_URL is not set: nothing was tried on MongoDB." : null;

    internal static MongoDB.Driver.MongoServerAddress Address => MongoDB.Driver.MongoUrl.Create(Url).Server;

    internal MongoDB.Driver.IMongoDatabase Database => new MongoDB.Driver.MongoClient(Url).GetDatabase(_database);

    internal override IStorageEngine Make() => new MongoEngine(Url!, _database, "tests");

    /// <summary>The same database, reached through a port of this machine.</summary>
    internal Task<Opened> Open(int port)
    {
        // Short timeouts: what is cut must be noticed within a test.
        var url = new MongoDB.Driver.MongoUrlBuilder(Url) { Server = new("127.0.0.1", port), ConnectTimeout = TimeSpan.FromSeconds(2), DirectConnection = true };
        return Open(new MongoEngine(url.ToString(), _database, "tests"), Parcels.Declared, TimeProvider.System);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Missing is null) await new MongoDB.Driver.MongoClient(Url).DropDatabaseAsync(_database);
    }
}

/// <summary>A store as one process has it open.</summary>
internal sealed class Opened : IAsyncDisposable
{
    private readonly Nudge _nudge = new();
    private readonly TimeProvider _time;

    public Opened(IStorageEngine engine, Declaration<Parcel> declaration, TimeProvider time)
    {
        (Engine, _time) = (engine, time);
        Parcels = new Store<Parcel>(declaration, engine, time, _nudge);
        Counters = new Counters(engine);
        Files = new FileChunks(engine);
    }

    public IStorageEngine Engine { get; }

    public Store<Parcel> Parcels { get; }

    public Counters Counters { get; }

    public FileChunks Files { get; }

    /// <summary>A background loop of this process; ends when disposed, gracefully as a stopping service does.</summary>
    public async Task<Running> Loop(PublishMessage publish, Func<Stored<Parcel>, DateTimeOffset, CancellationToken, Task<Advance<Parcel>?>>? onDue = null)
    {
        var work = new DueWork<Parcel>(Parcels) { Announce = Storage.Parcels.Announce, OnDue = onDue };
        var loop = new DueLoop(Engine, [work.Source(publish, _time)], _nudge, _time, NullLogger<DueLoop>.Instance);
        await loop.StartAsync(CancellationToken.None);
        return new Running(loop);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}

internal sealed class Running(DueLoop loop) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        using (loop) await loop.StopAsync(CancellationToken.None);
    }
}

/// <summary>Each test has a database of its own.</summary>
public abstract class StorageTests<TEngine> : IAsyncLifetime where TEngine : EngineUnderTest, new()
{
    private Opened? _opened;

    private protected TEngine Engine { get; } = new();

    private protected Opened Opened => _opened!;

    private protected Store<Parcel> Store => Opened.Parcels;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Engine.Missing is not null, Engine.Missing ?? "");
        _opened = await Engine.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened is not null) await _opened.DisposeAsync();
        await Engine.DisposeAsync();
    }

    private protected async Task Reopen(Declaration<Parcel>? declaration = null)
    {
        await Opened.DisposeAsync();
        _opened = await Engine.Open(declaration ?? Parcels.Declared);
    }
}
