using Alliance.Shared.Hosting;

namespace Alliance.Services.Tests;

/// <summary>The first pass of a fail point ends as if the process had; in the collection of <see cref="FailPoints"/> only, which runs alone.</summary>
internal sealed class CrashOnce : IDisposable
{
    private int passes;

    private CrashOnce(string point) => FailPoints.OnReach = name =>
    {
        if (name == point && Interlocked.Increment(ref passes) == 1) throw new IOException($"The process ended at {name}.");
    };

    public bool Happened => Volatile.Read(ref passes) > 0;

    public static CrashOnce At(string point) => new(point);

    public void Dispose() => FailPoints.OnReach = null;
}
