using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Assignments;

/// <summary>My assignments, whatever the role: who speaks for an organisation that receives people has some, too. Invitations that wait for an answer first, then the work, then what is over.</summary>
internal sealed class IndexModel(IExpertsApi experts) : PortalPage
{
    private static readonly string[] Live = ["accepted", "reserve", "confirmed", "active", "reporting"];

    public IReadOnlyList<Assignment> Invitations { get; private set; } = [];
    /// <summary>Help that was offered, and waits for a coordinator.</summary>
    public IReadOnlyList<Assignment> Offered { get; private set; } = [];

    public IReadOnlyList<Assignment> Work { get; private set; } = [];
    public IReadOnlyList<Assignment> Past { get; private set; } = [];
    public string? Next { get; private set; }

    public bool IsExpert => Caller!.Has(Roles.Expert);

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        var list = await experts.Assignments(new AssignmentFilter { Mine = "true", Cursor = cursor, Limit = 100 }, Ct);
        if (await Unless(list) is { } other) return other;
        var all = list.Content!.Items ?? [];
        Next = list.Content.Next;
        Invitations = [.. all.Where(a => a.Status == "invited")];
        Work = [.. all.Where(a => Live.Contains(a.Status))];
        Offered = [.. all.Where(a => a.InterestedAt is not null && a.Status is ("interested" or "proposed"))];
        Past = [.. all.Except(Invitations).Except(Work).Except(Offered).Where(a => a.Status != "proposed")];
        return Page();
    }
}
