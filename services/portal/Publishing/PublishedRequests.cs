using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Refit;

namespace Alliance.Portal.Publishing;

/// <summary>
/// What is published, as everybody may read it. Asked in nobody's name, so that all who look share one answer for a minute: the gateway counts these calls
/// as those of one caller.
/// </summary>
internal sealed class PublishedRequests(IServiceScopeFactory scopes, TimeProvider time)
{
    public const int PageSize = 20;

    /// <summary>Answers kept; a filter or page more than that begins anew.</summary>
    private const int MostKept = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (object Answer, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);

    public Task<Found<Statistics>> Statistics(StatisticsFilter filter, CancellationToken ct) => Ask($"statistics {filter}", api => api.Statistics(filter, ct));

    public Task<Found<PublishedTargets>> Targets(CancellationToken ct) => Ask("targets", api => api.Targets(ct));

    public Task<Found<PageOf<RequestLine>>> List(string? topic, string? oblast, string? cursor, CancellationToken ct) =>
        Ask($"list {topic} {oblast} {cursor}", api => api.Published(new RequestFilter { Topic = topic, Oblast = oblast, Cursor = cursor, Sort = "-submittedAt", Limit = PageSize }, ct));

    public Task<Found<JsonObject>> One(Guid id, CancellationToken ct) => Ask($"one {id}", api => api.Request(id, ct));

    private async Task<Found<T>> Ask<T>(string key, Func<IPublicApi, Task<ApiResponse<T>>> ask) where T : class
    {
        var before = kept.TryGetValue(key, out var known) ? known : default;
        if (before.Answer is not null && time.GetUtcNow() < before.Until) return (Found<T>)before.Answer;
        using var scope = scopes.CreateScope();
        using var answer = await ask(scope.ServiceProvider.GetRequiredService<IPublicApi>());
        var found = new Found<T>(Refused.Of(answer)?.Status ?? StatusCodes.Status200OK, answer.Content);
        // While nobody answers, what was known a while ago is better than nothing.
        if (found.IsAway) return before.Answer as Found<T> ?? found;
        if (kept.Count >= MostKept) kept.Clear();
        kept[key] = (found, time.GetUtcNow() + Kept);
        return found;
    }
}

/// <param name="Content">Null unless it was found.</param>
internal sealed record Found<T>(int Status, T? Content) where T : class
{
    /// <summary>It cannot be read at present.</summary>
    public bool IsAway => Status is StatusCodes.Status429TooManyRequests or >= 500;
}
