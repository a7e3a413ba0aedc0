using System.Runtime.InteropServices;
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

    public static async Task<IResult> Handle(
        [AsParameters] FigureParameters parameters, HttpContext http, Reader reader, RequestFigures figures, TimeProvider clock, CancellationToken ct)
    {
        var isPublic = Askers.Of(reader) == Asker.Public;
        // The same filters whoever asks: what differs is what is counted.
        var faults = parameters.Faults(http.Request.Query.Keys, Asker.Public).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var counted = Count(await figures.Now(ct), isPublic, parameters.Filter(reader.Caller, clock.GetUtcNow(), null));
        http.Response.Headers.CacheControl = isPublic ? $"public, max-age={Fresh}" : "no-store";
        if (isPublic) http.Response.Headers.Vary = "Authorization";
        return TypedResults.Ok(counted);
    }

    public static StatisticsView Count(IReadOnlyList<RequestFigure> figures, bool isPublic, Func<RequestFigure, bool> fits)
    {
        var total = 0;
        var statuses = new int[RequestStatuses.All.Count];
        Dictionary<string, int> topics = [], oblasts = [];
        List<int> answers = [], decisions = [], deliveries = [];
        foreach (var figure in figures)
        {
            if ((isPublic && !figure.IsPublished) || !fits(figure)) continue;
            total++;
            statuses[(int)figure.Status]++;
            foreach (var topic in figure.Topics) CollectionsMarshal.GetValueRefOrAddDefault(topics, topic, out _)++;
            if (figure.Oblast is { } oblast) CollectionsMarshal.GetValueRefOrAddDefault(oblasts, oblast, out _)++;
            if (figure.DaysToAnswer is { } answered) answers.Add(answered);
            if (figure.DaysToDecision is { } decided) decisions.Add(decided);
            if (figure.DaysToDelivery is { } delivered) deliveries.Add(delivered);
        }
        return new StatisticsView(
            total, [.. statuses.Select((count, status) => new StatisticsCount(RequestStatuses.All[status], count)).Where(s => s.Count > 0)], Sorted(topics), Sorted(oblasts),
            Median(answers), Median(decisions), Median(deliveries));
    }

    /// <summary>The number of days within which half of them were; null while they are too few to say so.</summary>
    public static int? Median(List<int> days)
    {
        if (days.Count < FewestForMedian) return null;
        days.Sort();
        return days[(days.Count - 1) / 2];
    }

    private static StatisticsCount[] Sorted(Dictionary<string, int> counts) => [.. counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new StatisticsCount(c.Key, c.Value))];
}

/// <param name="Total">Of requests; one of several topics is counted at each.</param>
/// <param name="MedianDaysToFirstAnswer">Half of them had their first answer within so many days of the first submit; absent while fewer than three had one.</param>
/// <param name="MedianDaysToDecision">The same, to the decision.</param>
/// <param name="MedianDaysToDelivery">The same, until the help was given.</param>
internal sealed record StatisticsView(
    int Total, IReadOnlyList<StatisticsCount> Statuses, IReadOnlyList<StatisticsCount> Topics, IReadOnlyList<StatisticsCount> Oblasts, int? MedianDaysToFirstAnswer,
    int? MedianDaysToDecision = null, int? MedianDaysToDelivery = null);

/// <param name="Code">A status, a topic, or the KATOTTG prefix of an oblast.</param>
internal sealed record StatisticsCount(string Code, int Count);
