using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Authorization;

namespace Alliance.Portal.Pages;

/// <summary>What the Alliance offers, and where to begin.</summary>
[AllowAnonymous]
internal sealed class IndexModel : PortalPage
{
    public string? Start => Caller is { } caller ? Navigation.StartOf(caller) : null;
}
