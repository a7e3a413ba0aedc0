using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>The organisation's own people who are experts: whose consent is asked for or missing first.</summary>
internal sealed class ConsentsModel(IExpertsApi experts, Names names, TimeProvider time) : PortalPage
{
    public IReadOnlyList<ExpertLine> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.OrganisationAdministrator)) return StatusCode(StatusCodes.Status403Forbidden);
        var list = await experts.List(new ExpertFilter { Limit = 100 }, Ct);
        if (await Unless(list) is { } other) return other;
        var own = (list.Content!.Items ?? []).Where(l => l.EmployerId is { } employer && l.PersonId != PersonId && Caller.Has(Roles.OrganisationAdministrator, employer));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Lines = [.. own.OrderByDescending(l => l.AwaitsConsent(today) && l.ConsentAskedAt is not null).ThenByDescending(l => l.AwaitsConsent(today))];
        People = await names.People([.. Lines.Select(l => l.PersonId)], Ct);
        return Page();
    }
}
