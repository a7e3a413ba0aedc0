using System.Text.Json;
using Alliance.Shared.Hosting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Importing;

/// <summary>
/// <c>--import</c>: reads from standard input first the authorities, <c>{ code: organisation id }</c> on one line, then rows (<see cref="NeedRow"/>), one a line.
/// Says a line for each row: its number, its id, and <c>draft</c> or <c>known</c> with the id of the request, <c>changed</c> where the row says something
/// else than when it was taken (nothing is overwritten), or <c>refused</c> with the reasons. For who runs the service on its machine: it opens no right
/// of the API to anybody, and what it writes keeps to the rules of any draft.
/// </summary>
internal static class ImportRows
{
    public const string Switch = "--import";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs the service, or imports and ends.</summary>
    public static async Task RunRequests(this WebApplication app, string[] args)
    {
        if (!args.Contains(Switch))
        {
            await app.RunService(args);
            return;
        }
        await using (app)
        {
            var ct = app.Lifetime.ApplicationStopping;
            await app.Services.PrepareStorage(ct);
            using var input = new StreamReader(Console.OpenStandardInput());
            await Run(app.Services, input, Console.Out, ct);
        }
    }

    public static async Task Run(IServiceProvider services, TextReader input, TextWriter output, CancellationToken ct)
    {
        var store = services.GetRequiredService<Store<AssistanceRequest>>();
        var clock = services.GetRequiredService<TimeProvider>();
        var organisations = JsonSerializer.Deserialize<Dictionary<string, Guid>>(await input.ReadLineAsync(ct) ?? "{}", Json) ?? [];
        for (var number = 1; await input.ReadLineAsync(ct) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var row = Read(line);
            var said = row is null ? "refused\tnot a JSON object with the fields of a row" : await Import(row, organisations, store, clock.GetUtcNow(), services, ct);
            // Whatever the row calls itself, it stays one line of four fields.
            var id = string.Concat((row?.Id ?? "").Where(c => !char.IsControl(c)));
            await output.WriteLineAsync($"{number}\t{id}\t{said}".AsMemory(), ct);
        }
    }

    private static NeedRow? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<NeedRow>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> Import(
        NeedRow row, IReadOnlyDictionary<string, Guid> organisations, Store<AssistanceRequest> store, DateTimeOffset now, IServiceProvider services, CancellationToken ct)
    {
        var decision = ImportRow.Decide(row, organisations, now);
        if (decision is not Decision<AssistanceRequest>.Moved moved) return "refused\t" + Reasons(((Decision<AssistanceRequest>.Refused)decision).Why, services);
        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, Guid.Empty, moved.Steps, ct);
        return saved switch
        {
            SaveResult<AssistanceRequest>.Saved added => $"draft\t{added.Document.Id}",
            // A second run, or another one at this moment; or the authority itself wrote it under this number.
            SaveResult<AssistanceRequest>.Taken taken => await Known(taken.Key, moved.Next.CreatedWith!, store, ct),
            _ => throw new InvalidOperationException("A new id was there before.")
        };
    }

    private static async Task<string> Known(string key, CreationKey createdWith, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var first = await store.FindByKey(key, ct);
        var other = first?.Value.CreatedWith is { } before && before.UniqueKey == createdWith.UniqueKey && before.BodyHash != createdWith.BodyHash;
        return $"{(other ? "changed" : "known")}\t{first?.Id}";
    }

    private static string Reasons(Refusal why, IServiceProvider services) =>
        string.Join("; ", why.Fields.Select(fault => $"{fault.Field}: {Problems.TextOf(fault, services)}"));
}
