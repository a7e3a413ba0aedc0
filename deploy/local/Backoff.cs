namespace Alliance.Local;

/// <summary>How long to wait before a process that died is started again: 0.2 s, doubled each time up to 10 s; from the beginning after 30 s alive.</summary>
public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Healthy = TimeSpan.FromSeconds(30);

    /// <param name="last">The wait before the start that has just ended; null at the first death.</param>
    /// <param name="healthy">Alive this long, it begins anew; <see cref="Healthy"/> unless a test says otherwise.</param>
    public static TimeSpan Next(TimeSpan? last, TimeSpan alive, TimeSpan healthy)
    {
        if (last is not { } wait || alive >= healthy) return First;
        return wait * 2 < Longest ? wait * 2 : Longest;
    }
}
