using System.Diagnostics;

namespace Alliance.Shared.Hosting;

/// <summary>
/// Places where a test build (<c>-p:FailPoints=true</c>) can be made to die as by kill -9. In every other build the calls are not compiled.
/// Armed by the variable <c>FAIL_POINTS</c>: <c>name=probability[,name=probability…]</c>, probability 0–1; or, in-process, by <see cref="OnReach"/>.
/// </summary>
public static class FailPoints
{
    private static readonly Dictionary<string, double> Armed = Parse(Environment.GetEnvironmentVariable("FAIL_POINTS"));

    /// <summary>For tests in the same process: called with the name of each point reached; it may throw to simulate a crash there.</summary>
    public static Action<string>? OnReach { get; set; }

    [Conditional("FAILPOINTS")]
    public static void Reach(string name)
    {
        OnReach?.Invoke(name);
        // Not a secret: chance only picks which pass dies.
#pragma warning disable CA5394
        if (Armed.TryGetValue(name, out var probability) && Random.Shared.NextDouble() < probability)
#pragma warning restore CA5394
        {
            // SIGKILL: no handler, no finally, no flush.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static Dictionary<string, double> Parse(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
}
