using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Portal.Subscribing;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Assignments;

/// <summary>The secret link by which a calendar program reads the days of one's assignments: made, renewed, ended here. It is said once, when it is made.</summary>
internal sealed class CalendarModel(ICalendarApi calendar) : PortalPage
{
    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>Null: not just made.</summary>
    public string? Address { get; private set; }

    /// <summary>Just now.</summary>
    public bool IsEnded { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.Expert)) return StatusCode(StatusCodes.Status403Forbidden);
        var feed = await calendar.Read(Ct);
        if (await Unless(feed) is { } other) return other;
        MadeAt = feed.Content!.MadeAt;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var feed = await calendar.Make(Ct);
        if (await Unless(feed) is { } other) return other;
        MadeAt = feed.Content!.MadeAt;
        Address = CalendarOf.AddressOf(Service<PortalSettings>().Origin ?? "", feed.Content.Token!, Languages.Current);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await Unless(await calendar.End(Ct)) is { } other) return other;
        IsEnded = true;
        return Page();
    }
}
