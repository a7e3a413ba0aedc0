using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Review;

/// <summary>Who is asked for an opinion, found by name, and what they are asked.</summary>
internal sealed class ConsultModel(IRequestsApi requests, IOrganisationsApi organisations) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        var body = new JsonObject { ["organisations"] = new JsonArray([.. Request.Form["organisations"].Select(o => (JsonNode?)o)]), ["text"] = Typed("text") };
        return await Explain(await requests.Do(id, "consult", body, Doc.TagOf(revision), Ct)) ?? Redirect($"/requests/{id}?done=request-consult");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (HttpMethods.IsGet(Request.Method) && !Document.May("consult")) return Redirect($"/requests/{id}");
        var found = await organisations.List(new OrganisationFilter { Status = "active", Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Limit = 50 }, Ct);
        if (await Unless(found) is { } away) return away;
        Organisations = [.. (found.Content!.Items ?? []).Where(o => o.Id != Document.Guid("organisationId")).Select(o => OrganisationOptions.Of(o, Service<Text>()))];
        return null;
    }
}
