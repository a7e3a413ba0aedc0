using System.Globalization;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>
/// GET /api/requests/statistics: how many published requests there are in which status, on which topic, in which oblast. For everybody, and the same
/// for everybody: what is not published is in no number.
/// </summary>
internal static class GetStatistics
{
    /// <summary>Seconds an answer may be kept by anybody: it is nobody's own.</summary>
    private const int Fresh = 30;

    private const int FewestForMedian = 3;

    private const string Published = AssistanceRequests.ForAll + "|";

    public static async Task<IResult> Handle(HttpContext http, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var statuses = await Counts(AssistanceRequests.ReaderStatus);
        var topics = await Counts(AssistanceRequests.ReaderTopic);
        var oblasts = await Counts(AssistanceRequests.ReaderOblast);
        var answered = await Counts(AssistanceRequests.AnsweredWithin);
        http.Response.Headers.CacheControl = $"public, max-age={Fresh}";
        return TypedResults.Ok(new StatisticsView(
            statuses.Sum(s => s.Count),
            // In the order of a request's life; the index knows codes in lower case only.
            [.. RequestStatuses.All.SelectMany(status => statuses.Where(s => string.Equals(s.Code, status, StringComparison.OrdinalIgnoreCase)).Select(s => s with { Code = status }))],
            topics,
            [.. oblasts.Select(o => o with { Code = o.Code.ToUpperInvariant() })],
            Median([.. answered.Select(a => (int.Parse(a.Code, CultureInfo.InvariantCulture), a.Count))])));

        async Task<IReadOnlyList<StatisticsCount>> Counts(Facet<AssistanceRequest> facet) =>
            [.. (await store.Tally(facet, Published, AssistanceRequests.UpdatedAt, ct)).Select(t => new StatisticsCount(t.Value[Published.Length..], t.Count))];
    }

    /// <summary>The number of days within which half of them were answered; null while they are too few to say so.</summary>
    public static int? Median(IReadOnlyList<(int Days, int Count)> answered)
    {
        var total = answered.Sum(a => a.Count);
        if (total < FewestForMedian) return null;
        var seen = 0;
        return answered.OrderBy(a => a.Days).First(a => (seen += a.Count) * 2 >= total).Days;
    }
}

/// <param name="Total">Of requests; one of several topics is counted at each.</param>
/// <param name="MedianDaysToFirstAnswer">Half of them had their first answer within so many days; absent while fewer than three were answered.</param>
internal sealed record StatisticsView(
    int Total, IReadOnlyList<StatisticsCount> Statuses, IReadOnlyList<StatisticsCount> Topics, IReadOnlyList<StatisticsCount> Oblasts, int? MedianDaysToFirstAnswer);

/// <param name="Code">A status, a topic, or the KATOTTG prefix of an oblast.</param>
internal sealed record StatisticsCount(string Code, int Count);
