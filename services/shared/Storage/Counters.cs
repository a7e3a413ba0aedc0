namespace Alliance.Shared.Storage;

/// <summary>Numbers for references. Each is given once; one given to a save that was then refused stays unused.</summary>
public sealed class Counters
{
    private readonly IStorageEngine _engine;

    internal Counters(IStorageEngine engine) => _engine = engine;

    /// <summary>1, 2, 3 … per name (<c>REQ-2026</c>), also over restarts and copies.</summary>
    public Task<long> Next(string name, CancellationToken ct) => _engine.NextCounter(name, ct);
}
