using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Who was forgotten, by the id that is left of them, and which services are not done yet; for administrators.</summary>
internal sealed class ErasuresModel(IMeApi me) : PortalPage
{
    public IReadOnlyList<ErasureLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        var list = await me.Erasures(cursor, 50, Ct);
        if (await Unless(list) is { } other) return other;
        (Lines, Next) = (list.Content!.Items ?? [], list.Content.Next);
        return Page();
    }
}
