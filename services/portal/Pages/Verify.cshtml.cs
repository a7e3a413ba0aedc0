using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Whoever was given a certificate types its code and sees what it is of.</summary>
[AllowAnonymous]
internal sealed class VerifyModel(IPublicApi everybody) : PortalPage
{
    private const int LongestCode = 80;

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public Doc? Document { get; private set; }

    public bool IsUnknown { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (string.IsNullOrWhiteSpace(Code)) return Page();
        // What cannot stand in an address is no code.
        var asked = string.Concat(Code.Where(char.IsAsciiLetterOrDigit));
        var read = asked.Length is > 0 and <= LongestCode ? await everybody.Certificate(asked, Ct) : null;
        Document = read?.Content is { } json ? new Doc(json) : null;
        if (read is not null && Document is null && read.StatusCode != System.Net.HttpStatusCode.NotFound && await Unless(read) is { } away) return away;
        IsUnknown = Document is null;
        if (IsUnknown) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
