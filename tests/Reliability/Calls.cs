using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>
/// A client with the manners of any other: a call that got no answer, or a 5xx, is sent again as it was, with the same Idempotency-Key and If-Match; after
/// a 412 the document is read anew, which also tells whether a lost answer was a yes.
/// </summary>
internal sealed class Calls
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks at what other services are to do.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private int repeats;

    /// <summary>Calls that had to be sent again.</summary>
    public int Repeats => Volatile.Read(ref repeats);

    /// <summary>Answers that no client could make sense of: they are faults of the platform.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>Any answer but a 5xx.</summary>
    public async Task<Answer> Send(Func<Task<Answer>> call, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var answer = await call();
                if ((int)answer.Status < 500) return answer;
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException || (cut is TaskCanceledException && !ct.IsCancellationRequested))
            {
                // The process that was to answer is dead; the promise is open until somebody answers.
            }
            Interlocked.Increment(ref repeats);
            await Task.Delay(BetweenTries, ct);
        }
    }

    public async Task<Answer> Create(PlatformClient client, string path, JsonNode body, CancellationToken ct)
    {
        var key = Guid.NewGuid().ToString();
        var answer = await Send(() => client.Post(path, body, ct, idempotencyKey: key), ct);
        return answer.Status == HttpStatusCode.Created ? answer : throw Unexpected($"POST {path}", answer);
    }

    /// <summary>Looks until what is there satisfies. Not there (yet) is no fault.</summary>
    public async Task<Answer> Until(PlatformClient client, string path, Func<Answer, bool> enough, CancellationToken ct)
    {
        while (true)
        {
            var answer = await Send(() => client.Get(path, ct), ct);
            if (answer.IsSuccess && enough(answer)) return answer;
            if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound) throw Unexpected($"GET {path}", answer);
            await Task.Delay(BetweenLooks, ct);
        }
    }

    public async Task<Answer> Read(PlatformClient client, string path, CancellationToken ct)
    {
        var answer = await Send(() => client.Get(path, ct), ct);
        return answer.IsSuccess ? answer : throw Unexpected($"GET {path}", answer);
    }

    /// <summary>One verb over the revision that was read last.</summary>
    /// <param name="to">The state it leads to.</param>
    public async Task<Answer> Step(PlatformClient client, string path, string verb, JsonNode? body, long revision, string to, CancellationToken ct)
    {
        while (true)
        {
            var answer = await Verb(client, path, verb, body, revision, ct);
            if (answer.Status == HttpStatusCode.OK) return answer;
            if (answer.Status != HttpStatusCode.PreconditionFailed) throw Unexpected($"POST {path}/{verb}", answer);
            var now = await Read(client, path, ct);
            if (now.RequestStatus == to) return now;
            revision = now.Revision;
        }
    }

    public Task<Answer> Verb(PlatformClient client, string path, string verb, JsonNode? body, long revision, CancellationToken ct)
    {
        var sent = body ?? new JsonObject();
        return Send(() => client.Post($"{path}/{verb}", sent, ct, revision), ct);
    }

    /// <summary>Noted, and the end of this request's journey.</summary>
    public UnexpectedAnswerException Unexpected(string call, Answer answer)
    {
        var fault = $"{call}: {(int)answer.Status} {answer.Text}";
        Faults.Add(fault);
        return new UnexpectedAnswerException(fault);
    }
}

internal sealed class UnexpectedAnswerException(string message) : Exception(message);
