using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>A request whose steps the platform acknowledged; each acknowledged step is a promise that is counted at the end.</summary>
internal sealed class Promise(Guid id, long revision)
{
    public Guid Id { get; } = id;

    public long Revision { get; set; } = revision;

    public bool Submitted { get; set; }

    public bool Taken { get; set; }
}

/// <summary>
/// An authority that drafts and submits and a coordinator who takes, without pause. A call that got no answer, or a 5xx, is sent again as a
/// client would: the same Idempotency-Key, the same If-Match.
/// </summary>
internal sealed class Load(PlatformClient signatory, PlatformClient coordinator)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Enough is under way at any moment to be hit; without it the run would measure how fast two cores count.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    public ConcurrentBag<Promise> Promises { get; } = [];

    /// <summary>Calls that had to be sent again.</summary>
    public int Repeats;

    /// <summary>Longest time one acknowledged submit took, ticks.</summary>
    public long SlowestSubmit;

    /// <summary>Answers that no client could make sense of: they are faults of the platform.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    public Task Run(int workers, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work(stop)));

    private async Task Work(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await OneRequest(stop);
                await Task.Delay(Breath, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not acknowledged is nobody's promise.
        }
    }

    private async Task OneRequest(CancellationToken stop)
    {
        var key = Guid.NewGuid().ToString();
        var created = await Again(() => signatory.Post("/api/requests", Drafts.Complete($"Load {key}"), stop, idempotencyKey: key), HttpStatusCode.Created, stop);
        if (created is null) return;
        var promise = new Promise(created.Id, created.Revision);
        Promises.Add(promise);
        if (await Again(() => signatory.Post($"/api/requests/{promise.Id}/submit", new JsonObject(), stop, promise.Revision), HttpStatusCode.OK, stop) is not { } submitted) return;
        (promise.Submitted, promise.Revision) = (true, submitted.Revision);
        InterlockedMax(ref SlowestSubmit, submitted.Took.Ticks);
        if (await Again(() => coordinator.Post($"/api/requests/{promise.Id}/take", new JsonObject(), stop, promise.Revision), HttpStatusCode.OK, stop) is not { } taken) return;
        (promise.Taken, promise.Revision) = (true, taken.Revision);
    }

    private async Task<Answer?> Again(Func<Task<Answer>> call, HttpStatusCode wanted, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var answer = await call();
                if (answer.Status == wanted) return answer;
                if ((int)answer.Status < 500)
                {
                    Faults.Add($"{(int)answer.Status} {answer.Text}");
                    return null;
                }
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                // The process that was to answer is dead; the promise is open until somebody answers.
            }
            Interlocked.Increment(ref Repeats);
            await Task.Delay(BetweenTries, stop);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }
}
