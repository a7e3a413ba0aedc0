using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>What an organisation is asked its opinion of: what waits for its answer, then everything it was asked.</summary>
internal sealed class ConsultationsModel(IRequestsApi requests) : PortalPage
{
    public IReadOnlyList<RequestLine> Waiting { get; private set; } = [];
    public IReadOnlyList<RequestLine> Earlier { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        if (!Navigation.Speaks(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        var waiting = await requests.List(new RequestFilter { Consulted = "waiting", Limit = 50 }, Ct);
        var all = await requests.List(new RequestFilter { Consulted = "all", Cursor = cursor, Limit = 50 }, Ct);
        if (await Unless(waiting) is { } other) return other;
        if (await Unless(all) is { } away) return away;
        Waiting = cursor is null ? waiting.Content!.Items ?? [] : [];
        Earlier = [.. (all.Content!.Items ?? []).Where(line => (waiting.Content!.Items ?? []).All(w => w.Id != line.Id))];
        Next = all.Content.Next;
        return Page();
    }
}
