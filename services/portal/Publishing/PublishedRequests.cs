using Alliance.Portal.Calling;

namespace Alliance.Portal.Publishing;

/// <summary>What is published, as everybody may read it, asked at most once a minute however many look.</summary>
internal sealed class PublishedRequests(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const int PageSize = 100;

    /// <summary>Counts are made of so many at most.</summary>
    private const int MostPages = 20;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim asking = new(1);
    private (IReadOnlyList<RequestLine>? Lines, DateTimeOffset Until) kept;

    /// <summary>Null: they cannot be read at present.</summary>
    public async Task<IReadOnlyList<RequestLine>?> All(CancellationToken ct)
    {
        if (time.GetUtcNow() < kept.Until) return kept.Lines;
        await asking.WaitAsync(ct);
        try
        {
            if (time.GetUtcNow() >= kept.Until) kept = (await Ask(ct) ?? kept.Lines, time.GetUtcNow() + Kept);
            return kept.Lines;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task<IReadOnlyList<RequestLine>?> Ask(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var api = scope.ServiceProvider.GetRequiredService<IPublicApi>();
        var all = new List<RequestLine>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.Published(new RequestFilter { Limit = PageSize, Cursor = cursor }, ct);
            if (answer.Content is not { Items: { } items } content) return null;
            all.AddRange(items);
            if ((cursor = content.Next) is null) break;
        }
        return all;
    }
}
