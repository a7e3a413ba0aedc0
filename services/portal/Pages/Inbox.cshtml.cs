using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>What happened that concerns me. Opening an entry leads to what it is about.</summary>
internal sealed class InboxModel(INoticesApi notices) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public bool Unread { get; set; }

    public IReadOnlyList<InboxLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        var inbox = await notices.Inbox(Unread ? true : null, cursor, 20, Ct);
        if (await Unless(inbox) is { } other) return other;
        (Lines, Next) = (inbox.Content!.Items ?? [], inbox.Content.Next);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "id")] Guid[] ids, [FromForm(Name = "open")] string? open)
    {
        foreach (var id in ids.Take(100))
        {
            var read = await notices.MarkRead(id, Ct);
            // An entry that is not there any more needs no reading.
            if (Refused.Of(read) is not (null or { Status: 404 }) && await Unless(read) is { } other) return other;
        }
        return Redirect(open is not null && Url.IsLocalUrl(open) ? open : "/inbox");
    }

    public static string? AddressOf(InboxLine line) => line.Subject switch
    {
        { Kind: "expert" } when line.Event == "consentNeeded" => "/consents",
        { Kind: "request" } subject => $"/requests/{subject.Id}",
        { Kind: "assignment" } subject => $"/assignments/{subject.Id}",
        { Kind: "offer" } subject => $"/offers/{subject.Id}",
        { Kind: "expert" } => "/profile",
        _ => null,
    };
}
