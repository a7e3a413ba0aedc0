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
        [AsParameters] FigureParameters parameters, Reader reader, HttpContext http, RequestFigures figures, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var asker = Askers.Of(reader);
        if (asker == Asker.Public) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var faults = parameters.Faults(http.Request.Query.Keys, asker).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        var found = string.IsNullOrWhiteSpace(parameters.Q) ? null : await Found(parameters.Q, store, ct);
        return TypedResults.Ok(Count(await figures.Now(ct), parameters.Filter(reader.Caller, now, found), now));
    }

    public static PipelineView Count(IReadOnlyList<RequestFigure> figures, Func<RequestFigure, bool> fits, DateTimeOffset now)
    {
        var statuses = new Ages[RequestStatuses.All.Count];
        Dictionary<string, Ages> topics = [], oblasts = [];
        foreach (var figure in figures)
        {
            if (!fits(figure)) continue;
            statuses[(int)figure.Status].Add(figure.SubmittedAt);
            if (!figure.IsOpen) continue;
            foreach (var topic in figure.Topics) Add(topics, topic, figure.SubmittedAt);
            if (figure.Oblast is { } oblast) Add(oblasts, oblast, figure.SubmittedAt);
        }
        return new PipelineView(
            // In the order of a request's life.
            [.. statuses.Select((ages, status) => (RequestStatuses.All[status], ages)).Where(s => s.ages.Count > 0).Select(s => Group(s.Item1, s.ages))],
            [.. topics.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => Group(t.Key, t.Value))],
            [.. oblasts.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => Group(o.Key, o.Value))]);

        PipelineGroup Group(string code, Ages ages) => new(code, ages.Count, Days(ages.Least), Days(ages.Sum / ages.Count));

        double Days(double at) => Math.Round(Math.Max(0, now.ToUnixTimeMilliseconds() - at) / TimeSpan.MillisecondsPerDay, 2);
    }

    private static void Add(Dictionary<string, Ages> groups, string code, DateTimeOffset submittedAt) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, code, out _).Add(submittedAt);

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

        public void Add(DateTimeOffset submittedAt)
        {
            var at = submittedAt.ToUnixTimeMilliseconds();
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
