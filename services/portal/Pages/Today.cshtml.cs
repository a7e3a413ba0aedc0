using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>What must I do today: what nobody has taken, what is mine, who waits to be verified, what invitations and reports are open.</summary>
internal sealed class TodayModel(IRequestsApi requests, IExpertsApi experts, TimeProvider time) : PortalPage
{
    private const string Mine = "inReview,approved,matching,unfilled,delivered";

    public IReadOnlyList<RequestLine> Waiting { get; private set; } = [];
    public IReadOnlyList<RequestLine> Own { get; private set; } = [];

    /// <summary>Null: the experts service did not answer.</summary>
    public IReadOnlyList<ExpertLine>? ToVerify { get; private set; }

    public IReadOnlyList<Assignment>? Open { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        // Asked side by side: the slowest is what a person waits for.
        var waiting = requests.List(new RequestFilter { Status = "submitted", Sort = "submittedAt", Limit = 50 }, Ct);
        var own = requests.List(new RequestFilter { Status = Mine, Owner = "me", Limit = 50 }, Ct);
        var verify = experts.List(new ExpertFilter { Status = "pendingVerification", Limit = 50 }, Ct);
        var open = experts.Assignments(new AssignmentFilter { Status = "proposed,invited,reporting", Limit = 50 }, Ct);
        if (await Unless(await waiting) is { } other) return other;
        Waiting = (await waiting).Content!.Items ?? [];
        Own = (await own).Content?.Items ?? [];
        ToVerify = (await verify).Content?.Items;
        Open = (await open).Content?.Items;
        return Page();
    }

    public int Days(DateTimeOffset? since) => since is { } at ? Math.Max(0, (int)(Now - at).TotalDays) : 0;
}
