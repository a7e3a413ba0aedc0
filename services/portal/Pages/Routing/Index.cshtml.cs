using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Routing;

/// <summary>Which coordinator has which topics. A lead coordinator sees the people of the own organisation.</summary>
internal sealed class IndexModel(IRequestsApi requests, IPeopleApi people) : PortalPage
{
    public RoutingRules Rules { get; private set; } = new(0, []);
    public IReadOnlyList<PersonLine> Coordinators { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.LeadCoordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        var rules = await requests.Routing(Ct);
        if (await Unless(rules) is { } other) return other;
        Rules = rules.Content!;
        Coordinators = await CoordinatorsOf(Caller!, people, Ct);
        return Page();
    }

    public IReadOnlyList<string> TopicsOf(Guid person) => [.. (Rules.Rules ?? []).Where(r => r.PersonId == person).Select(r => r.Topic)];

    public static async Task<IReadOnlyList<PersonLine>> CoordinatorsOf(Caller lead, IPeopleApi people, CancellationToken ct)
    {
        var found = new List<PersonLine>();
        foreach (var organisation in lead.Memberships.Where(m => m.Role == Roles.LeadCoordinator).Select(m => m.OrganisationId).Distinct())
        {
            for (string? cursor = null; ;)
            {
                if ((await people.List(organisation, cursor, 100, ct)).Content is not { } page) break;
                found.AddRange((page.Items ?? []).Where(p => p.Roles?.Any(r => r is Roles.Coordinator or Roles.LeadCoordinator) == true));
                if ((cursor = page.Next) is null) break;
            }
        }
        return [.. found.DistinctBy(p => p.Id)];
    }
}
