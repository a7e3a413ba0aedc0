using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>All open requests by stage, with their age; filters by what is asked for.</summary>
internal sealed class PipelineModel(IRequestsApi requests, TimeProvider time) : PortalPage
{
    public static readonly IReadOnlyList<string> Stages = ["submitted", "inReview", "changesRequested", "inConsultation", "approved", "matching", "staffed", "inProgress", "delivered", "unfilled"];

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Oblast { get; set; }

    /// <summary><c>me</c> or <c>none</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Urgency { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? AssistanceType { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Overdue { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public Pipeline? Counts { get; private set; }
    public ILookup<string, RequestLine> ByStage { get; private set; } = Array.Empty<RequestLine>().ToLookup(l => l.Status);
    public string? Next { get; private set; }
    public string Csv { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        var filter = new RequestFilter
        {
            Status = Stages.Contains(Status) ? Status : string.Join(',', Stages), Topic = Given(Topic), Oblast = Given(Oblast), Owner = Given(Owner), Q = Given(Q), Urgency = Given(Urgency),
            AssistanceType = Given(AssistanceType), Overdue = Overdue == "true" ? Overdue : null
        };
        // The same filters for the counts and for what is counted.
        var counts = requests.Pipeline(filter, Ct);
        var list = await requests.List(filter with { Cursor = cursor, Limit = 100 }, Ct);
        Csv = CsvAddress.Of("/api/requests", ("status", filter.Status), ("topic", filter.Topic), ("oblast", filter.Oblast), ("owner", filter.Owner), ("q", filter.Q), ("urgency", filter.Urgency),
            ("assistanceType", filter.AssistanceType), ("overdue", filter.Overdue));
        if (await Unless(list) is { } other) return other;
        ByStage = (list.Content!.Items ?? []).ToLookup(l => l.Status);
        Next = list.Content.Next;
        Counts = (await counts).Content;
        return Page();
    }

    public int Days(DateTimeOffset? since) => since is { } at ? Math.Max(0, (int)(time.GetUtcNow() - at).TotalDays) : 0;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
