namespace Alliance.Shared.Storage;

/// <summary>
/// Writers of one process that claim the same unique key go one after the other. DocumentDB finds out about a collision by waiting for a deadlock
/// of all who collide (1 s each); with sixteen at once some waited longer than its gateway allows. Who claims other keys does not wait.
/// </summary>
internal sealed class MongoTurns
{
    /// <summary>Keys share places by their hash; two that meet by chance only wait a moment.</summary>
    private readonly SemaphoreSlim[] _places = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Returns when it is this writer's turn for all of its keys; disposing gives the places on.</summary>
    public async Task<IDisposable> Wait(IEnumerable<string> keys, CancellationToken ct)
    {
        var held = new Held();
        try
        {
            // In one order everywhere, so that no two wait for each other.
            foreach (var place in keys.Select(k => (int)((uint)string.GetHashCode(k, StringComparison.Ordinal) % _places.Length)).Distinct().Order())
            {
                await _places[place].WaitAsync(ct);
                held.Places.Add(_places[place]);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
        return held;
    }

    private sealed class Held : IDisposable
    {
        public List<SemaphoreSlim> Places { get; } = [];

        public void Dispose()
        {
            foreach (var place in Places) place.Release();
            Places.Clear();
        }
    }
}
