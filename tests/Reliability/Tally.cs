using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alliance.Shared.Storage;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>Counts at the end what was promised against what is there.</summary>
internal static partial class Tally
{
    /// <summary>Inbox entries of one person by (kind, id, event): how often each was told.</summary>
    public static async Task<Dictionary<(string Kind, Guid Subject, string Event), int>> Inbox(PlatformClient person, CancellationToken ct)
    {
        var told = new Dictionary<(string, Guid, string), int>();
        await foreach (var entry in Pages(person, "/api/inbox?limit=100", ct))
        {
            var subject = entry["subject"]!;
            var about = (subject["kind"]!.GetValue<string>(), subject["id"]!.GetValue<Guid>(), entry["event"]!.GetValue<string>());
            told[about] = told.GetValueOrDefault(about) + 1;
        }
        return told;
    }

    /// <summary>What is not as the acknowledged steps of a closed request say: in its own history, in its experts', in who is on its need.</summary>
    public static async Task<IReadOnlyList<string>> Faults(Promise promise, PlatformClient coordinator, CancellationToken ct)
    {
        var faults = new List<string>();
        await Life(promise.Path, promise.Id, Promise.WholeLife);
        var staffing = new Dictionary<Guid, (string State, long No)>();
        foreach (var place in (await coordinator.Get(promise.Path, ct)).Must(System.Net.HttpStatusCode.OK).Body!["staffing"]!.AsArray())
            staffing.Add(place!["assignmentId"]!.GetValue<Guid>(), (Text(place, "state")!, place["no"]!.GetValue<long>()));
        if (staffing.Count != promise.Experts.Count) faults.Add($"{promise.Path}: {staffing.Count} of {promise.Experts.Count} assignments known");
        var places = new List<int>();
        foreach (var engaged in promise.Experts)
        {
            var last = await Life(engaged.Path, engaged.Id, engaged.Life);
            var assignment = (await coordinator.Get(engaged.Path, ct)).Must(System.Net.HttpStatusCode.OK);
            if (assignment.Body!["place"] is { } place) places.Add(place.GetValue<int>());
            // A lower number applied after a higher one would stand here.
            if (!staffing.TryGetValue(engaged.Id, out var known) || known != (assignment.RequestStatus, last))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{promise.Path}: {engaged.Id} is {assignment.RequestStatus} by entry {last}, there {known}"));
        }
        if (places is not [1]) faults.Add($"{promise.Path}: places filled: {string.Join(", ", places)}");
        return faults;

        async Task<long> Life(string path, Guid id, IReadOnlyList<string> expected)
        {
            var history = await History(coordinator, path, ct);
            if (HistoryChain.Verify(id, history) is { } broken) faults.Add($"{path}: the chain is broken: {broken}");
            var verbs = history.Select(e => e.Verb).ToArray();
            if (!verbs.SequenceEqual(expected)) faults.Add($"{path}: {string.Join(", ", verbs)}");
            return history[^1].No;
        }
    }

    /// <summary>Experts whose profile does not hold exactly the work they completed: each adds itself, once.</summary>
    public static async Task<IReadOnlyList<string>> WrongExperience(IReadOnlyList<Promise> closed, CancellationToken ct)
    {
        var wrong = new List<string>();
        var done = closed.SelectMany(p => p.Experts).Where(e => e.Life.Contains("complete")).GroupBy(e => e.Expert);
        foreach (var work in done)
        {
            var profile = (await work.Key.Client.Get($"/api/experts/{work.Key.Profile}", ct)).Must(System.Net.HttpStatusCode.OK);
            var kept = profile.Body!["experience"]!.AsArray().Select(e => e!["assignmentId"]!.GetValue<Guid>()).Order();
            if (!kept.SequenceEqual(work.Select(e => e.Id).Order())) wrong.Add($"{work.Key.Person.Name}: {profile.Body["experience"]!.AsArray().Count} of {work.Count()}");
        }
        return wrong;
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
    public static async Task<IReadOnlyList<HistoryEntry>> History(PlatformClient person, string path, CancellationToken ct)
    {
        var answer = (await person.Get($"{path}/history", ct)).Must(System.Net.HttpStatusCode.OK);
        return [.. answer.Body!["items"]!.AsArray().Select(e => new HistoryEntry(
            e!["no"]!.GetValue<long>(), Text(e, "verb")!, e["actorId"]!.GetValue<Guid>(), e["at"]!.GetValue<DateTimeOffset>(),
            Text(e, "code"), Text(e, "from"), Text(e, "to"), Text(e, "traceparent"), Text(e, "textHash"), Text(e, "previousHash")!, Text(e, "hash")!))];
    }

    /// <summary>Messages that reached a service again after it had dealt with them: told to nobody new, or the picture of a request kept twice.</summary>
    public static int Redelivered(string notificationsLog, string expertsLog) =>
        File.ReadLines(notificationsLog).Count(line => RepeatedTelling().IsMatch(line))
        + File.ReadLines(expertsLog).Select(line => Picture().Match(line)).Where(m => m.Success).GroupBy(m => m.Value).Sum(times => times.Count() - 1);

    private static string? Text(JsonNode entry, string field) => entry[field]?.GetValue<string>();

    [GeneratedRegex(@"Told: \w+ \S+ entry \d+ \S+, [1-9]\d* people, 0 new")]
    private static partial Regex RepeatedTelling();

    [GeneratedRegex(@"Request \S+ entry \d+: known")]
    private static partial Regex Picture();
}
