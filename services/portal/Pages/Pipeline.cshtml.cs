using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>All open requests by stage, with their age; filters by what is asked for.</summary>
internal sealed class PipelineModel(IRequestsApi requests, TimeProvider time) : PortalPage
{
    public static readonly IReadOnlyList<string> Stages = ["submitted", "inReview", "changesRequested", "approved", "matching", "staffed", "inProgress", "delivered", "unfilled"];

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Oblast { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public Pipeline? Counts { get; private set; }
    public ILookup<string, RequestLine> ByStage { get; private set; } = Array.Empty<RequestLine>().ToLookup(l => l.Status);
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        var counts = requests.Pipeline(Ct);
        var list = await requests.List(new RequestFilter
        {
            Status = string.Join(',', Stages), Topic = Given(Topic), Oblast = Given(Oblast), Owner = Mine ? "me" : null, Q = Given(Q), Cursor = cursor, Limit = 100
        }, Ct);
        if (await Unless(list) is { } other) return other;
        ByStage = (list.Content!.Items ?? []).ToLookup(l => l.Status);
        Next = list.Content.Next;
        Counts = (await counts).Content;
        return Page();
    }

    public int Days(DateTimeOffset? since) => since is { } at ? Math.Max(0, (int)(time.GetUtcNow() - at).TotalDays) : 0;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
