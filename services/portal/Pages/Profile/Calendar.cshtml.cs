using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Profile;

/// <summary>The expert's days from this month on, by month: those they said they cannot, and those assignments take.</summary>
internal sealed class CalendarModel(IExpertsApi experts, TimeProvider time) : PortalPage
{
    private static readonly string[] Taken = ["accepted", "reserve", "confirmed", "active", "reporting"];

    public IReadOnlyList<(DateOnly Month, IReadOnlyList<Span> Spans)> Months { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var mine = await experts.List(new ExpertFilter { Mine = "true" }, Ct);
        if (await Unless(mine) is { } other) return other;
        if (mine.Content!.Items is not [var line, ..]) return Redirect("/profile");
        var profile = await experts.Read(line.Id, Ct);
        if (await Unless(profile) is { } away) return away;
        var assignments = await experts.Assignments(new AssignmentFilter { Mine = "true", Limit = 100 }, Ct);
        if (await Unless(assignments) is { } gone) return gone;
        var spans = Answers.Rows(new Doc(profile.Content!), "availability.unavailable")
            .Select(p => new Span(p.Day("from") ?? DateOnly.MinValue, p.Day("to") ?? DateOnly.MaxValue))
            .Concat((assignments.Content!.Items ?? []).Where(a => Taken.Contains(a.Status) && a.Period is not null).Select(a => new Span(a.Period!.From ?? DateOnly.MinValue, a.Period.To ?? DateOnly.MaxValue, a.Id, a.Reference)));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Months = [.. spans.Where(s => s.To >= today).OrderBy(s => s.From).GroupBy(s => First(s.From < today ? today : s.From)).Select(g => (g.Key, (IReadOnlyList<Span>)[.. g]))];
        return Page();
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    internal sealed record Span(DateOnly From, DateOnly To, Guid? Assignment = null, string? Reference = null);
}
