using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alliance.Local.Importing;

/// <summary>
/// <c>import</c>: a file of published needs, one JSON object a line. Accounts says which organisation is the authority of each code, and adds as Applied
/// what it does not know; requests makes the drafts. Both check what they take as they always do. The platform may run meanwhile, or not.
/// </summary>
internal static class ImportFile
{
    /// <summary>Exit code: some rows were not taken; each is listed with its reason.</summary>
    private const int SomeNotTaken = 2;

    private const string Switch = "--import";

    public static Task<int> Run(CommandLine command)
    {
        if (command.Rest.Count != 1) throw new CannotStartException("Which file? ./run.sh import <file>");
        return Run(new PlatformOptions(command.State, Builds.Here()) { Port = command.Port }, command.Rest[0], Console.Out, CancellationToken.None);
    }

    public static async Task<int> Run(PlatformOptions options, string file, TextWriter say, CancellationToken ct)
    {
        var lines = await Read(file, ct);
        using var state = StateFolder.OfStarted(options.StateFolder);
        var services = Services(options, state);

        var answers = Fields(await RunOnce.Run(services(ProcessTable.Accounts), [Switch], Text(Codes(lines)), ct));
        var organisations = answers.Where(a => a is [_, not "-", _]).ToDictionary(a => a[0], a => a[1]);
        var results = Fields(await RunOnce.Run(services("requests"), [Switch], Text(lines.Prepend(JsonSerializer.Serialize(organisations))), ct));
        foreach (var result in results) await say.WriteLineAsync(result switch
        {
            [var line, var id, "draft", var request] => $"line {line,-4} {id,-12} draft {request}",
            [var line, var id, "known", var request] => $"line {line,-4} {id,-12} already there: {request}",
            [var line, var id, "changed", var request] => $"line {line,-4} {id,-12} already there, and the row says something else now; nothing was changed: {request}",
            [var line, var id, _, var reasons] => $"line {line,-4} {id,-12} NOT IMPORTED  {reasons}",
            _ => throw new CannotStartException($"requests answered something else than a result: {string.Join(' ', result)}"),
        });

        int Count(params string[] words) => results.Count(r => words.Contains(r[2]));
        await say.WriteLineAsync($"{Count("draft")} drafts, {Count("known", "changed")} already there, {Count("refused")} not imported; "
            + $"{answers.Count(a => a is [_, _, "added"])} authorities added, as applied");
        var rows = lines.Count(line => line.Trim().Length > 0);
        if (results.Count != rows) throw new CannotStartException($"{rows} rows, but {results.Count} results.");
        return Count("refused") == 0 ? 0 : SomeNotTaken;
    }

    private static async Task<string[]> Read(string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllLinesAsync(file, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"{file} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Of rows that can become a draft at all: no authority is added for one that cannot.</summary>
    private static IEnumerable<string> Codes(IEnumerable<string> lines) => lines.Select(Parsed)
        .Where(row => Word(row?["id"]) is not null && Word(row?["title"]) is not null)
        .SelectMany(row => row!["authorities"] as JsonArray ?? [])
        .Select(authority => Word((authority as JsonObject)?["katottg"])).OfType<string>().Distinct();

    private static JsonObject? Parsed(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Trim() is { Length: > 0 } word && !word.Any(char.IsControl) ? word : null;

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static List<string[]> Fields(string said) => [.. said.Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length > 1)];

    /// <summary>The services as the platform would run them, but nothing listens: ports and broker are only named.</summary>
    private static Func<string, ProcessPlan> Services(PlatformOptions options, StateFolder state)
    {
        var places = options.Processes.Select(spec => new ProcessPlace(spec, 1, options.Port!.Value)).ToList();
        var shared = new SharedSettings(
            state.Path, state.Data, state.Accounts, Secrets.Open(state), new Uri("amqp://nobody:nothing@127.0.0.1:9/"), options.MongoUrl, options.MongoDatabase);
        return name =>
        {
            var place = places.Single(p => p.Spec.Name == name);
            return new ProcessPlan(name, options.Builds.Executable(place.Spec.Project), [], state.Log(name + "-import"), state.Running, _ => Task.FromResult(true))
            {
                Environment = ProcessSettings.For(place, places, shared, options.Environment),
            };
        };
    }
}
