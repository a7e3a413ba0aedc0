using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Alliance.Testing;

/// <summary>Waits for what happens soon: by condition, with a deadline, and with what was last seen when it does not.</summary>
public static class Wait
{
    /// <summary>A bound on failure, not a requirement: what is awaited takes a second or two, on a machine that is busy with the rest of the tests many times that.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks again and again until what is seen satisfies; returns it. An exception while looking means not yet.</summary>
    /// <exception cref="TimeoutException">Says what was awaited and what was last seen.</exception>
    public static async Task<T> Until<T>(
        Func<CancellationToken, Task<T>> look,
        Func<T, bool> enough,
        CancellationToken cancel,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(enough))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(enough);
        var waited = Stopwatch.StartNew();
        var limit = within ?? Default;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limit);
        object? last = "nothing";
        while (true)
        {
            try
            {
                var seen = await look(deadline.Token);
                if (enough(seen)) return seen;
                last = seen;
            }
            // Whatever it is: the service may be starting, or the thing not there yet; the last one is told at the deadline.
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                if (fault is not OperationCanceledException) last = $"{fault.GetType().Name}: {fault.Message}";
            }
            if (waited.Elapsed >= limit) throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}. Last seen: {Show(last)}");
            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Looks until the condition holds.</summary>
    public static Task Until(Func<bool> condition, CancellationToken cancel, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until(_ => Task.FromResult(condition()), met => met, cancel, within, what);

    private static string Show(object? seen)
    {
        if (seen is string text) return text;
        return seen is System.Collections.IEnumerable many ? $"[{string.Join(", ", many.Cast<object?>())}]" : seen is Answer answer ? $"{(int)answer.Status} {answer.Text}" : seen?.ToString() ?? "null";
    }
}
