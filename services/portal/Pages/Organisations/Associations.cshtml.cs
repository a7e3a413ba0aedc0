using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>Which associations an organisation belongs to; an authority lets them write requests for it.</summary>
internal sealed class AssociationsModel(IOrganisationsApi organisations, Names names) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Those of now, and those found.</summary>
    public IReadOnlyList<Option> Offered { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        Document.Put("associationIds", new JsonArray([.. Request.Form["associationIds"].Select(a => (JsonNode?)a)]));
        return await Explain(await organisations.Save(id, OrganisationForm.BodyOf(Document), Doc.TagOf(revision), Ct)) ?? Redirect($"/organisations/{id}?done=organisation-change");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        if (!Navigation.Manages(Caller!, id)) return StatusCode(StatusCodes.Status403Forbidden);
        var read = await organisations.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (Document.Status == "left") return Redirect($"/organisations/{id}");
        var filter = new OrganisationFilter { Status = "active", Type = OrganisationForm.Association, Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Limit = 50 };
        var found = await organisations.List(filter, Ct);
        if (await Unless(found) is { } away) return away;
        Guid[] now = [.. Document.Texts("associationIds").Select(Guid.Parse)];
        Offered = await OrganisationOptions.With(now, (found.Content!.Items ?? []).Where(o => o.Id != id), names, organisations, Service<Text>(), Ct);
        return null;
    }
}
