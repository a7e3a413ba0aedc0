using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reporting;

/// <summary>
/// GET /api/requests/pipeline: how many requests there are in which status, on which topic, in which oblast, and how old they are, of all or of those the filters
/// leave. Numbers only. For coordinators and for observers of Active organisations. Topics and oblasts count what is at no end yet.
/// </summary>
internal static class GetPipeline
{
    /// <summary>Requests found by words that are counted, the newest first.</summary>
    private const int MostFound = 2_000;

    public static async Task<IResult> Handle(
        [AsParameters] FigureParameters parameters, Reader reader, HttpContext http, RequestFigures figures, Store<AssistanceRequest> store, RequestsSettings periods,
        TimeProvider clock, CancellationToken ct)
    {
        var asker = Askers.Of(reader);
        if (asker == Asker.Public) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var faults = parameters.Faults(http.Request.Query.Keys, asker).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        var found = string.IsNullOrWhiteSpace(parameters.Q) ? null : await Found(parameters.Q, store, ct);
        return TypedResults.Ok(Count(await figures.Now(ct), parameters.Filter(reader.Caller, now, found, periods.Days), now));
    }

    public static PipelineView Count(FigureTable table, FigureFilter filter, DateTimeOffset now)
    {
        var (statuses, topics, oblasts) = (new Ages[RequestStatuses.All.Count], new Ages[table.Topics.Count], new Ages[table.Oblasts.Count]);
        filter.Each(table, (in FigureRow row) =>
        {
            statuses[row.Status].Add(row.SubmittedAt);
            if (!row.IsOpen) return;
            for (var places = row.Topics; places != 0;) topics[FigureRow.Take(ref places)].Add(row.SubmittedAt);
            if (row.Oblast >= 0) oblasts[row.Oblast].Add(row.SubmittedAt);
        });
        return new PipelineView(
            // In the order of a request's life.
            [.. Groups(statuses, status => RequestStatuses.All[status])],
            [.. Groups(topics, place => table.Topics[place]).OrderBy(g => g.Code, StringComparer.Ordinal)],
            [.. Groups(oblasts, place => table.Oblasts[place]).OrderBy(g => g.Code, StringComparer.Ordinal)]);

        IEnumerable<PipelineGroup> Groups(Ages[] ages, Func<int, string> codeOf) =>
            ages.Select((group, place) => (group, place)).Where(g => g.group.Count > 0)
                .Select(g => new PipelineGroup(codeOf(g.place), g.group.Count, Days(g.group.Least), Days(g.group.Sum / g.group.Count)));

        double Days(double at) => Math.Round(Math.Max(0, now.ToUnixTimeMilliseconds() - at) / TimeSpan.MillisecondsPerDay, 2);
    }

    private static async Task<HashSet<Guid>> Found(string words, Store<AssistanceRequest> store, CancellationToken ct)
    {
        HashSet<Guid> found = [];
        string? cursor = null;
        do
        {
            var page = await store.List(new Query<AssistanceRequest>(
                [new(AssistanceRequests.Reader, AssistanceRequests.SubmittedReader)], AssistanceRequests.UpdatedAt, Words: words, Cursor: cursor, Limit: 100), ct);
            found.UnionWith(page.Items.Select(d => d.Id));
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < MostFound);
        return found;
    }

    /// <summary>Times as UTC milliseconds.</summary>
    private struct Ages
    {
        public int Count;
        public double Sum;
        public long Least;

        public void Add(long at)
        {
            Least = Count++ == 0 ? at : Math.Min(Least, at);
            Sum += at;
        }
    }
}

internal sealed record PipelineView(IReadOnlyList<PipelineGroup> Statuses, IReadOnlyList<PipelineGroup> Topics, IReadOnlyList<PipelineGroup> Oblasts);

/// <param name="Code">A status, a topic, or the KATOTTG prefix of an oblast.</param>
/// <param name="OldestDays">Days since the one submitted first was (last) submitted.</param>
/// <param name="MeanDays">Days since they were (last) submitted, on average.</param>
internal sealed record PipelineGroup(string Code, int Count, double OldestDays, double MeanDays);
