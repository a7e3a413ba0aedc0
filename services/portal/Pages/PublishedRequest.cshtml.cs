using Alliance.Portal.Calling;
using Alliance.Portal.Publishing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>One published request, by what everybody may read of it, whoever looks.</summary>
[AllowAnonymous]
internal sealed class PublishedRequestModel(PublishedRequests published) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var found = await published.One(id, Ct);
        if (found.Content is not { } request) return StatusCode(found.IsAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound);
        Document = new Doc(request);
        return Page();
    }
}
