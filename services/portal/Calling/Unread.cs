using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Alliance.Portal.Calling;

/// <summary>
/// How many entries of the inbox are unread, for the header. Asked while the page is being made, so that it costs the page no time of its own; where there
/// is no answer soon the header goes without, and for a while nobody asks again.
/// </summary>
internal sealed class Unread(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);
    private static readonly object Key = new();

    private long askAgainAt;

    /// <summary>Begins to ask; where nobody is signed in there is nothing to ask.</summary>
    public void Begin(HttpContext http)
    {
        if (Caller.Of(http) is not null && time.GetUtcNow().Ticks >= Interlocked.Read(ref askAgainAt))
            http.Items[Key] = Ask(http.RequestServices.GetRequiredService<IUnreadApi>(), http.RequestAborted);
    }

    /// <summary>Null: not known.</summary>
    public static Task<int?> Of(HttpContext http) => http.Items[Key] as Task<int?> ?? Task.FromResult<int?>(null);

    private async Task<int?> Ask(IUnreadApi api, CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, patience.Token);
        try
        {
            using var answer = await api.Unread(either.Token);
            if (answer.Content is { } count) return count.Unread;
            // A session that has just ended is nobody else's trouble.
            if (Refused.Of(answer) is { Status: < 500 }) return null;
        }
#pragma warning disable CA1031 // No number is worth a page.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Told by the line below.
        }
        if (!aborted.IsCancellationRequested) Interlocked.Exchange(ref askAgainAt, (time.GetUtcNow() + BetweenTries).Ticks);
        return null;
    }
}

internal sealed class LoadUnread(Unread unread) : IAsyncResourceFilter
{
    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        unread.Begin(context.HttpContext);
        return next();
    }
}
