using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Offers;

/// <summary>Requests my organisation could help with, and what it has offered.</summary>
internal sealed class IndexModel(IExpertsApi experts) : PortalPage
{
    public IReadOnlyList<OfferLine> Own { get; private set; } = [];
    public IReadOnlyList<OpenCall> Calls { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.OrganisationAdministrator)) return StatusCode(StatusCodes.Status403Forbidden);
        var offers = await experts.Offers(null, 100, Ct);
        if (await Unless(offers) is { } other) return other;
        var calls = await experts.OpenCalls(Ct);
        if (await Unless(calls) is { } away) return away;
        Own = offers.Content!.Items ?? [];
        Calls = calls.Content!.Items ?? [];
        return Page();
    }
}
