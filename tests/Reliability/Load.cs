using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>An authority, coordinators and experts who go the whole way of a request, without pause.</summary>
internal sealed class Load(Actor signatory, Actor coordinator, IReadOnlyList<Person> coordinators, IReadOnlyList<ExpertActor> experts)
{
    private static readonly string[] Criteria = ["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"];

    /// <summary>Enough is under way at any moment to be hit; without it the run would measure how fast two cores count.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    private readonly Journey journey = new(signatory, coordinator, experts);
    private long slowestSubmit;

    public Calls Calls => journey.Calls;

    public ConcurrentBag<Promise> Promises { get; } = [];

    /// <summary>Longest time one acknowledged submit took.</summary>
    public TimeSpan SlowestSubmit => TimeSpan.FromTicks(Volatile.Read(ref slowestSubmit));

    /// <summary>From draft to closed, again and again; after <paramref name="enough"/> none is begun, and what was begun goes on to its end.</summary>
    public Task WholeJourneys(int workers, CancellationToken enough, CancellationToken cut) => Work(workers, async () =>
    {
        var promise = await Ask(cut);
        await Take(promise, cut);
        await Approve(promise, cut);
        await journey.Staff(promise, cut);
    }, enough, cut);

    /// <summary>Drafts, submits and takes, which need no other service; cut off in the middle.</summary>
    public Task Asking(int workers, CancellationToken cut) => Work(workers, async () => await Take(await Ask(cut), cut), cut, cut);

    private static Task Work(int workers, Func<Task> one, CancellationToken enough, CancellationToken cut) => Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await one();
                await Task.Delay(Breath, cut);
            }
            catch (OperationCanceledException) when (cut.IsCancellationRequested)
            {
                // What was not acknowledged is nobody's promise.
                return;
            }
            catch (UnexpectedAnswerException)
            {
                // Among the faults; the next request goes its way.
            }
        }
    }));

    private async Task<Promise> Ask(CancellationToken ct)
    {
        var created = await Calls.Create(signatory.Client, "/api/requests", Drafts.Complete($"Load {Guid.NewGuid()}"), ct);
        var promise = new Promise(created.Id, created.Revision);
        Promises.Add(promise);
        var submitted = await journey.Step(promise, signatory, "submit", "submitted", ct);
        InterlockedMax(ref slowestSubmit, submitted.Took.Ticks);
        promise.Tell(signatory.Person, "receipt", mail: true);
        foreach (var person in coordinators) promise.Tell(person, "submitted");
        return promise;
    }

    private async Task Take(Promise promise, CancellationToken ct)
    {
        await journey.Step(promise, coordinator, "take", "inReview", ct);
        promise.Tell(signatory.Person, "taken");
    }

    private async Task Approve(Promise promise, CancellationToken ct)
    {
        var scores = new JsonArray([.. Criteria.Select(code => new JsonObject { ["code"] = code, ["score"] = 4 })]);
        var body = new JsonObject { ["criteria"] = scores, ["text"] = "Clear and useful.", ["conflictOfInterest"] = false };
        await journey.Step(promise, coordinator, "approve", "approved", ct, body);
        promise.Tell(signatory.Person, "approved", mail: true);
        await journey.Step(promise, coordinator, "open", "matching", ct);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }
}
