using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Roster;

/// <summary>The experts, as coordinators see them: who waits to be verified first.</summary>
internal sealed class IndexModel(IExpertsApi experts, Names names) : PortalPage
{
    public static readonly IReadOnlyList<string> Statuses = ["pendingVerification", "active", "paused", "stale", "suspended"];

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    public IReadOnlyList<ExpertLine> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        var list = await experts.List(new ExpertFilter
        {
            Status = Statuses.Contains(Status) ? Status : null, Topic = string.IsNullOrEmpty(Topic) ? null : Topic, Cursor = cursor, Limit = 50
        }, Ct);
        if (await Unless(list) is { } other) return other;
        (Lines, Next) = (list.Content!.Items ?? [], list.Content.Next);
        People = await names.People([.. Lines.Select(l => l.PersonId)], Ct);
        return Page();
    }
}
