using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>What must I do today: the work list of the requests service, who waits to be verified, which invitations and reports are open.</summary>
internal sealed class TodayModel(IRequestsApi requests, IExpertsApi experts, TimeProvider time) : PortalPage
{
    /// <summary>Of any kind, and late.</summary>
    public const string Overdue = "overdue";

    /// <summary>In the order of the page: what is late, then what others wait for. Within each as the service gives it: by when it is due.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Overdue, "take", "second-approval", "decide", "open", "close", "follow-up", "held"];

    /// <summary>Before it is due, from when on its card looks so.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    public ILookup<string, WorkItem> ByKind { get; private set; } = Array.Empty<WorkItem>().ToLookup(i => i.Kind);

    /// <summary>Null: the experts service did not answer.</summary>
    public IReadOnlyList<ExpertLine>? ToVerify { get; private set; }

    public IReadOnlyList<Assignment>? Open { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        // Asked side by side: the slowest is what a person waits for.
        var work = requests.Today(Ct);
        var verify = experts.List(new ExpertFilter { Status = "pendingVerification", Limit = 50 }, Ct);
        var open = experts.Assignments(new AssignmentFilter { Status = "proposed,invited,reporting", Limit = 50 }, Ct);
        if (await Unless(await work) is { } other) return other;
        ByKind = ((await work).Content!.Items ?? []).ToLookup(i => IsLate(i) ? Overdue : i.Kind);
        ToVerify = (await verify).Content?.Items;
        Open = (await open).Content?.Items;
        return Page();
    }

    public int Days(DateTimeOffset since) => Math.Max(0, (int)(time.GetUtcNow() - since).TotalDays);

    public string Urgency(WorkItem item) => IsLate(item) ? " app-card--late" : item.DueAt - time.GetUtcNow() <= Soon ? " app-card--soon" : "";

    private bool IsLate(WorkItem item) => item.DueAt <= time.GetUtcNow();

    /// <summary>Where it is done.</summary>
    public static string AddressOf(WorkItem item) => item.Kind switch
    {
        "decide" or "second-approval" => $"/review/{item.RequestId}",
        "held" => $"/requests/{item.RequestId}/do/resume",
        _ => $"/requests/{item.RequestId}/do/{item.Kind}",
    };

    /// <summary>The text of that step.</summary>
    public static string StepOf(WorkItem item) => item.Kind switch
    {
        "decide" or "second-approval" => "today.decide.do",
        "held" => "do.request.resume",
        _ => "do.request." + item.Kind,
    };
}
