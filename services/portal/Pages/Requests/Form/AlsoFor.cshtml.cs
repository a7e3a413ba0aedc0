using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests.Form;

/// <summary>For which other authorities a request is, too.</summary>
internal sealed class AlsoForModel(IRequestsApi requests, IOrganisationsApi organisations, Names names) : PortalPage
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
        Document.Put("alsoFor", new JsonArray([.. Request.Form["alsoFor"].Select(a => (JsonNode?)a)]));
        return await Explain(await requests.Save(id, RequestForm.BodyOf(Document), Doc.TagOf(revision), Ct)) ?? Redirect($"/requests/{id}/form");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (!RequestRights.MayWrite(Document, Caller)) return Redirect($"/requests/{id}");
        IReadOnlyList<OrganisationLine> others = [];
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var found = await organisations.List(new OrganisationFilter { Status = "active", Type = string.Join(',', OrganisationForm.Authorities), Q = Q.Trim(), Limit = 50 }, Ct);
            if (await Unless(found) is { } away) return away;
            others = found.Content!.Items ?? [];
        }
        Guid[] now = [.. Document.Texts("alsoFor").Select(Guid.Parse)];
        Offered = await OrganisationOptions.With(now, others.Where(o => o.Id != Document.Guid("organisationId")), names, organisations, Service<Text>(), Ct);
        return null;
    }
}
