using Alliance.Portal.Calling;
using Alliance.Portal.Publishing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Published requests: where and on what they are, as a map, as figures, and one by one.</summary>
[AllowAnonymous]
internal sealed class PublishedModel(PublishedRequests published) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Oblast { get; set; }

    /// <summary>Null: they cannot be read at present.</summary>
    public Statistics? Counts { get; private set; }

    public IReadOnlyList<RequestLine> Shown { get; private set; } = [];

    /// <summary>Null where it was not counted: both filters together.</summary>
    public int? Count { get; private set; }

    public string? Next { get; private set; }

    public IReadOnlyList<StatisticsCount> ByOblast { get; private set; } = [];
    public IReadOnlyList<StatisticsCount> ByTopic { get; private set; } = [];

    public async Task OnGetAsync(string? cursor)
    {
        (Topic, Oblast) = (Given(Topic), Given(Oblast));
        var (counts, list) = (published.Statistics(new(), Ct), published.List(Topic, Oblast, Given(cursor), Ct));
        if ((await counts).Content is not { } counted || (await list).IsAway) return;
        Counts = counted;
        (ByOblast, ByTopic) = (Sorted(counted.Oblasts), Sorted(counted.Topics));
        // A filter nobody knows, a page of another list: nothing fits.
        var page = (await list).Content;
        (Shown, Next) = (page?.Items ?? [], page?.Next);
        Count = (Topic, Oblast) switch
        {
            (null, null) => counted.Total,
            ({ } topic, null) => Of(counted.Topics, topic),
            (null, { } oblast) => Of(counted.Oblasts, oblast),
            _ => null,
        };
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static int Of(IReadOnlyList<StatisticsCount> counts, string code) => counts.FirstOrDefault(c => c.Code == code)?.Count ?? 0;

    private static StatisticsCount[] Sorted(IReadOnlyList<StatisticsCount> counts) => [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)];
}
