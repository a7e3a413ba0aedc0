using System.Collections.Concurrent;
using System.Globalization;
using Alliance.Contracts;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Alliance.Portal.Calling;

/// <summary>The code lists in the page's language, asked from the requests service and kept for as long as it says they may be.</summary>
internal sealed partial class Codes(IServiceScopeFactory scopes, TimeProvider time, ILogger<Codes> log) : IDisposable
{
    public static readonly IReadOnlyList<string> Lists =
    [
        "topics", "katottg", "assistance-type", "delivery-mode", "urgency", "security-zone", "need-kind", "visibility", "status",
        "reject-reason", "hold-reason", "language-level", "criteria", "expert-status", "assignment-status", "travel", "checklist-item", "checklist-owner", "offer-status", "offer-decline-reason",
        "evaluation-question", "evaluation-respondent", "use-results", "result-type", "co-financing"
    ];

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Loaded> byLanguage = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim loading = new(1);

    /// <summary>Before a page is made, so that the page itself can ask without waiting. While the service is away, the lists of before stand.</summary>
    public async Task Load(CancellationToken ct)
    {
        var language = Languages.Current;
        if (IsFresh(language)) return;
        await loading.WaitAsync(ct);
        try
        {
            if (!IsFresh(language)) await Ask(language, ct);
        }
        finally
        {
            loading.Release();
        }
    }

    public IReadOnlyList<CodeListItem> List(string name) =>
        byLanguage.TryGetValue(Languages.Current, out var loaded) && loaded.Lists.TryGetValue(name, out var items) ? items : [];

    /// <summary>A code in words; itself where the list does not know it.</summary>
    public string Label(string name, string? code) => code is null ? "" : Marked(Find(name, code)?.Label ?? code);

    public CodeListItem? Find(string name, string code) =>
        byLanguage.TryGetValue(Languages.Current, out var loaded) && loaded.ByCode.TryGetValue((name, code), out var item) ? item : null;

    /// <summary>An oblast by the prefix of its code: <c>UA05</c>.</summary>
    public string Oblast(string? prefix) => prefix is null
        ? ""
        : List("katottg").FirstOrDefault(u => u.Level == 1 && u.Code.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } unit ? Marked(unit.Label) : prefix;

    /// <summary>A place with what it lies in, from the smallest up.</summary>
    public string Place(string? code)
    {
        var parts = new List<string>();
        for (var unit = code is null ? null : Find("katottg", code); unit is not null && parts.Count < 3; unit = unit.Parent is null ? null : Find("katottg", unit.Parent))
            parts.Add(unit.Label);
        return parts.Count > 0 ? Marked(string.Join(", ", parts)) : code ?? "";
    }

    public void Dispose() => loading.Dispose();

    private static string Marked(string label) => CultureInfo.CurrentUICulture.Name == Languages.Pseudo ? Text.Mark(label) : label;

    private bool IsFresh(string language) => byLanguage.TryGetValue(language, out var loaded) && time.GetUtcNow() < loaded.Until;

    private async Task Ask(string language, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var api = scope.ServiceProvider.GetRequiredService<IPublicApi>();
        var answers = await Task.WhenAll(Lists.Select(async name => (name, (await api.CodeList(name, language, ct)).Content)));
        if (answers.Any(a => a.Content is null))
        {
            Missing(language);
            // Asked again soon, not by every page meanwhile.
            var before = byLanguage.GetValueOrDefault(language) ?? new Loaded(default, [], []);
            byLanguage[language] = before with { Until = time.GetUtcNow() + BetweenTries };
            return;
        }
        byLanguage[language] = new Loaded(
            time.GetUtcNow() + Kept,
            answers.ToDictionary(a => a.name, a => a.Content!.Items),
            answers.SelectMany(a => a.Content!.Items.Select(i => (Key: (a.name, i.Code), i))).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.i));
    }

    [LoggerMessage(EventId = 700, Level = LogLevel.Warning, Message = "The code lists in {Language} could not be read; the pages go on with what they have")]
    private partial void Missing(string language);

    private sealed record Loaded(DateTimeOffset Until, Dictionary<string, IReadOnlyList<CodeListItem>> Lists, Dictionary<(string, string), CodeListItem> ByCode);
}

internal sealed class LoadCodes(Codes codes) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        await codes.Load(context.HttpContext.RequestAborted);
        await next();
    }
}
