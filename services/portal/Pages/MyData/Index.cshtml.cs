using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.MyData;

/// <summary>What is known here of whoever looks, who read their profile, and the way out.</summary>
internal sealed class IndexModel(IMeApi me, IExpertsApi experts, Names names) : PortalPage
{
    public Doc Me { get; private set; } = new([]);
    public bool HasProfile { get; private set; }
    public IReadOnlyList<ReadingLine> Readings { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync()
    {
        var read = await me.Read(Ct);
        if (await Unless(read) is { } other) return other;
        Me = new Doc(read.Content!);
        // Shown besides; the page is there without.
        if ((await experts.List(new ExpertFilter { Mine = "true" }, Ct)).Content?.Items is not [var mine, ..]) return Page();
        HasProfile = true;
        Readings = (await experts.Readings(mine.Id, Ct)).Content?.Items ?? [];
        People = await names.People([.. Readings.Select(r => r.ReaderId).Distinct()], Ct);
        return Page();
    }
}
