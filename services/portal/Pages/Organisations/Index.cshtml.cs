using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>The organisations an administrator looks after; of an organisation's own administrator, theirs.</summary>
internal sealed class IndexModel(IOrganisationsApi organisations) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public bool IsAdministrator => Caller!.Has(Roles.Administrator);

    public IReadOnlyList<OrganisationLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor)
    {
        if (!Navigation.Manages(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        if (!IsAdministrator) return await Own();
        var list = await organisations.List(new OrganisationFilter
        {
            Status = OrganisationForm.Statuses.Contains(Status) ? Status : null, Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Cursor = cursor, Limit = 50
        }, Ct);
        if (await Unless(list) is { } other) return other;
        (Lines, Next) = (list.Content!.Items ?? [], list.Content.Next);
        return Page();
    }

    private async Task<IActionResult> Own()
    {
        Guid[] mine = [.. Caller!.Memberships.Where(m => m.Role == Roles.OrganisationAdministrator).Select(m => m.OrganisationId).Distinct()];
        if (mine.Length == 1) return Redirect($"/organisations/{mine[0]}");
        var lines = new List<OrganisationLine>();
        foreach (var id in mine)
        {
            var read = await organisations.Read(id, Ct);
            if (await Unless(read) is { } other) return other;
            var doc = new Doc(read.Content!);
            lines.Add(new OrganisationLine(id, doc.Status, doc.Text("legalName"), doc.Text("type"), doc.Text("country"), doc.Text("registerId")));
        }
        Lines = lines;
        return Page();
    }
}
