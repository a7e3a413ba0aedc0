using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests;

/// <summary>What an association writes for the authorities that name it, and for which it can begin one more.</summary>
internal sealed class WrittenModel(IRequestsApi requests, IOrganisationsApi organisations, Names names) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<RequestLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    /// <summary>For which a request can be begun.</summary>
    public IReadOnlyList<Option> Authorities { get; private set; } = [];

    /// <summary>Of the requests.</summary>
    public IReadOnlyDictionary<Guid, string> Applicants { get; private set; } = new Dictionary<Guid, string>();

    public static async Task<IReadOnlyList<Guid>> AssociationsOf(Caller? caller, Names names, IOrganisationsApi organisations, CancellationToken ct)
    {
        List<Guid> associations = [];
        foreach (var id in (caller?.Memberships ?? []).Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct())
        {
            if (await names.IsAssociation(organisations, id, ct)) associations.Add(id);
        }
        return associations;
    }

    public async Task<IActionResult> OnGetAsync(string? cursor) => await Load(cursor) ?? Page();

    /// <param name="key">Made with the page: the same button pressed twice begins one request.</param>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "organisationId")] Guid? organisationId, [FromForm(Name = "_key")] string? key)
    {
        var body = new JsonObject { ["language"] = Serving.Languages.Current, ["organisationId"] = organisationId };
        var created = await requests.Create(body, KeyOr(key, Guid.CreateVersion7().ToString()), Ct);
        if (Refused.Of(created) is null) return Redirect($"/requests/{new Doc(created.Content!).Id}/form");
        return await Load(null) ?? await Explain(created) ?? Page();
    }

    private async Task<IActionResult?> Load(string? cursor)
    {
        var mine = await AssociationsOf(Caller, names, organisations, Ct);
        if (mine.Count == 0) return StatusCode(StatusCodes.Status403Forbidden);
        var (written, found) = (
            requests.List(new RequestFilter { DraftedBy = "me", Cursor = cursor, Limit = 50 }, Ct),
            organisations.List(new OrganisationFilter
            {
                Association = string.Join(',', mine), Type = string.Join(',', OrganisationForm.Authorities), Status = "active", Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Limit = 50
            }, Ct));
        if (await Unless(await written) is { } other) return other;
        if (await Unless(await found) is { } another) return another;
        (Lines, Next) = ((await written).Content!.Items ?? [], (await written).Content!.Next);
        Authorities = [.. ((await found).Content!.Items ?? []).Select((o, place) => new Option(o.Id.ToString(), o.LegalName is { } name ? Service<Text>().Said(name) : Service<Text>()["organisation.unnamed", place + 1]))];
        Applicants = await names.Organisations(organisations, Lines.Select(l => l.OrganisationId).OfType<Guid>(), Ct);
        return null;
    }
}
