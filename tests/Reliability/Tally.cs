using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alliance.Shared.Storage;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>Counts at the end what was promised against what is there.</summary>
internal static partial class Tally
{
    /// <summary>Inbox entries of one person by (request, event): how often each was told.</summary>
    public static async Task<Dictionary<(Guid Request, string Event), int>> Inbox(PlatformClient person, CancellationToken ct)
    {
        var told = new Dictionary<(Guid, string), int>();
        await foreach (var entry in Pages(person, "/api/inbox?limit=100", ct))
        {
            var about = (entry["subject"]!["id"]!.GetValue<Guid>(), entry["event"]!.GetValue<string>());
            told[about] = told.GetValueOrDefault(about) + 1;
        }
        return told;
    }

    public static async IAsyncEnumerable<JsonNode> Pages(
        PlatformClient person, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (string? cursor = null; ;)
        {
            var answer = (await person.Get(cursor is null ? path : $"{path}&cursor={cursor}", ct)).Must(System.Net.HttpStatusCode.OK);
            foreach (var item in answer.Body!["items"]!.AsArray()) yield return item!;
            cursor = answer.Body["next"]?.GetValue<string>();
            if (cursor is null) yield break;
        }
    }

    /// <summary>The history as an outsider sees it, as a chain to verify.</summary>
    public static async Task<IReadOnlyList<HistoryEntry>> History(PlatformClient person, Guid id, CancellationToken ct)
    {
        var answer = (await person.Get($"/api/requests/{id}/history", ct)).Must(System.Net.HttpStatusCode.OK);
        return [.. answer.Body!["items"]!.AsArray().Select(e => new HistoryEntry(
            e!["no"]!.GetValue<long>(), Text(e, "verb")!, e["actorId"]!.GetValue<Guid>(), e["at"]!.GetValue<DateTimeOffset>(),
            Text(e, "code"), Text(e, "from"), Text(e, "to"), Text(e, "traceparent"), Text(e, "textHash"), Text(e, "previousHash")!, Text(e, "hash")!))];
    }


    /// <summary>How many messages notifications got that it had told already: redeliveries that reached it.</summary>
    public static int Redelivered(string notificationsLog) => File.ReadLines(notificationsLog).Count(line => RepeatedTelling().IsMatch(line));

    private static string? Text(JsonNode entry, string field) => entry[field]?.GetValue<string>();


    [GeneratedRegex(@"Told: request \S+ entry \d+ \w+, [1-9]\d* people, 0 new")]
    private static partial Regex RepeatedTelling();
}
