using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>The gap radar: needs that nobody in the roster meets, by topic, language and oblast.</summary>
internal sealed class GapsModel(IExpertsApi experts) : PortalPage
{
    public Gaps Found { get; private set; } = new(0, 0, [], [], []);

    public async Task<IActionResult> OnGetAsync()
    {
        var gaps = await experts.Gaps(Ct);
        if (await Unless(gaps) is { } other) return other;
        Found = gaps.Content!;
        return Page();
    }
}
