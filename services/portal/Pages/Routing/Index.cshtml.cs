using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Routing;

/// <summary>Which coordinator has which topics.</summary>
internal sealed class IndexModel(IRequestsApi requests, Coordinators coordinators) : PortalPage
{
    public RoutingRules Rules { get; private set; } = new(0, []);
    public IReadOnlyList<CoordinatorLine> Coordinators { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.LeadCoordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        var rules = await requests.Routing(Ct);
        if (await Unless(rules) is { } other) return other;
        Rules = rules.Content!;
        if (await coordinators.All(requestId: null, Ct) is not { } all) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        Coordinators = all;
        return Page();
    }

    public IReadOnlyList<string> TopicsOf(Guid person) => [.. (Rules.Rules ?? []).Where(r => r.PersonId == person).Select(r => r.Topic)];
}
