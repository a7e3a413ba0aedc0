namespace Alliance.Local;

/// <summary>One process to run and keep running.</summary>
/// <param name="Name">Of its log and pid file, and on the console.</param>
/// <param name="IsReady">Asked until it says yes; an exception means not yet.</param>
public sealed record ProcessPlan(string Name, string Program, IReadOnlyList<string> Arguments, string Log, string PidFolder, Func<CancellationToken, Task<bool>> IsReady)
{
    /// <summary>Where it runs; by default beside its program, where its appsettings.json stands.</summary>
    public string Folder { get; init; } = Path.GetDirectoryName(Program)!;

    /// <summary>Alive this long, its next death counts as its first.</summary>
    public TimeSpan HealthyAfter { get; init; } = Backoff.Healthy;

    /// <summary>Added to the environment of the runner; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
