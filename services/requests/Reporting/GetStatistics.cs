using Alliance.Requests.Evaluating;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;

namespace Alliance.Requests.Reporting;

/// <summary>
/// GET /api/requests/statistics: how many requests there are in which status, on which topic, in which oblast, and how long half of them waited, of a period, a topic, an
/// oblast or of all. Everybody counts what is published, and what is not is in no number; coordinators and observers of Active organisations count all that was submitted.
/// </summary>
internal static class GetStatistics
{
    /// <summary>Seconds an answer about what is published may be kept by anybody: it is nobody's own.</summary>
    private const int Fresh = 30;

    private const int FewestForMedian = 3;

    /// <summary>Days; who waited longer counts as these.</summary>
    private const int LongestWait = 4_000;

    public static async Task<IResult> Handle(
        [AsParameters] FigureParameters parameters, HttpContext http, Reader reader, RequestFigures figures, OverallMeans means, RequestsSettings periods, TimeProvider clock,
        CancellationToken ct)
    {
        var isPublic = Askers.Of(reader) == Asker.Public;
        // The same filters whoever asks: what differs is what is counted.
        var faults = parameters.Faults(http.Request.Query.Keys, Asker.Public).Select(f => f.Code == "filter-not-yours" ? new FieldFault(f.Field, "no-such-filter") : f).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var counted = Count(await figures.Now(ct), parameters.Filter(reader.Caller, clock.GetUtcNow(), null, periods.Days) with { PublishedOnly = isPublic });
        http.Response.Headers.CacheControl = isPublic ? $"public, max-age={Fresh}" : "no-store";
        if (isPublic) http.Response.Headers.Vary = "Authorization";
        // Of a period or an oblast they would be too few to say anything of.
        return TypedResults.Ok(http.Request.QueryString.HasValue ? counted : counted with { Evaluations = await means.Now(ct) });
    }

    public static StatisticsView Count(FigureTable table, FigureFilter filter)
    {
        var total = 0;
        var (statuses, topics, oblasts) = (new int[RequestStatuses.All.Count], new int[table.Topics.Count], new int[table.Oblasts.Count]);
        var (answers, decisions, deliveries) = (new int[LongestWait + 1], new int[LongestWait + 1], new int[LongestWait + 1]);
        filter.Each(table, (in FigureRow row) =>
        {
            total++;
            statuses[row.Status]++;
            for (var places = row.Topics; places != 0;) topics[FigureRow.Take(ref places)]++;
            if (row.Oblast >= 0) oblasts[row.Oblast]++;
            if (row.DaysToAnswer > 0) answers[Math.Min(row.DaysToAnswer, LongestWait)]++;
            if (row.DaysToDecision > 0) decisions[Math.Min(row.DaysToDecision, LongestWait)]++;
            if (row.DaysToDelivery > 0) deliveries[Math.Min(row.DaysToDelivery, LongestWait)]++;
        });
        return new StatisticsView(
            total, [.. Counts(statuses, status => RequestStatuses.All[status])],
            [.. Counts(topics, place => table.Topics[place]).OrderBy(c => c.Code, StringComparer.Ordinal)],
            [.. Counts(oblasts, place => table.Oblasts[place]).OrderBy(c => c.Code, StringComparer.Ordinal)],
            Median(answers), Median(decisions), Median(deliveries));

        static IEnumerable<StatisticsCount> Counts(int[] counts, Func<int, string> codeOf) =>
            counts.Select((count, place) => (count, place)).Where(c => c.count > 0).Select(c => new StatisticsCount(codeOf(c.place), c.count));
    }

    /// <summary>The number of days within which half of them were; null while they are too few to say so.</summary>
    /// <param name="waited">By days, how many.</param>
    public static int? Median(ReadOnlySpan<int> waited)
    {
        var (total, seen) = (0, 0);
        foreach (var count in waited) total += count;
        if (total < FewestForMedian) return null;
        for (var days = 0; ; days++)
        {
            seen += waited[days];
            if (seen * 2 >= total) return days;
        }
    }
}

/// <param name="Total">Of requests; one of several topics is counted at each.</param>
/// <param name="MedianDaysToFirstAnswer">Half of them had their first answer within so many days of the first submit; absent while fewer than three had one.</param>
/// <param name="MedianDaysToDecision">The same, to the decision.</param>
/// <param name="MedianDaysToDelivery">The same, until the help was given.</param>
/// <param name="Evaluations">Means of all evaluations, each of three answers or more; only where all requests are counted.</param>
internal sealed record StatisticsView(
    int Total, IReadOnlyList<StatisticsCount> Statuses, IReadOnlyList<StatisticsCount> Topics, IReadOnlyList<StatisticsCount> Oblasts, int? MedianDaysToFirstAnswer,
    int? MedianDaysToDecision = null, int? MedianDaysToDelivery = null, IReadOnlyList<MeanScore>? Evaluations = null);

/// <param name="Code">A status, a topic, or the KATOTTG prefix of an oblast.</param>
internal sealed record StatisticsCount(string Code, int Count);
