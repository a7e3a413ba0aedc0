namespace Alliance.Shared.Storage;

/// <summary>Wakes whoever looks for due work in the same process. Take <see cref="Next"/> before looking, wait for it after: nothing set in between is missed.</summary>
internal sealed class Nudge
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done at the next nudge.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _next, next).TrySetResult();
    }
}
