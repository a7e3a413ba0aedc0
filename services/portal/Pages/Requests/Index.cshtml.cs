using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests;

/// <summary>My requests: whose turn it is at each. Beginning a new one is one button.</summary>
internal sealed class IndexModel(IRequestsApi requests, IOrganisationsApi organisations, Names names) : PortalPage
{
    public IReadOnlyList<RequestLine> Lines { get; private set; } = [];
    public string? Next { get; private set; }

    /// <summary>For which a request can be begun.</summary>
    public IReadOnlyList<(Guid Id, string? Name)> Authorities { get; private set; } = [];

    /// <summary>Somebody of an association, too.</summary>
    public bool WritesForOthers { get; private set; }

    /// <summary>Names of associations that write some of these.</summary>
    public IReadOnlyDictionary<Guid, string> Writers { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(string? cursor) => await Load(cursor) ?? Page();

    /// <param name="key">Made with the page: the same button pressed twice begins one request.</param>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "organisationId")] Guid? organisationId, [FromForm(Name = "_key")] string? key)
    {
        var body = new JsonObject { ["language"] = Serving.Languages.Current };
        if (organisationId is { } id) body["organisationId"] = id;
        var created = await requests.Create(body, KeyOr(key, Guid.CreateVersion7().ToString()), Ct);
        if (Refused.Of(created) is null) return Redirect($"/requests/{new Doc(created.Content!).Id}/form");
        return await Load(null) ?? await Explain(created) ?? Page();
    }

    private async Task<IActionResult?> Load(string? cursor)
    {
        Guid[] mine = [.. Caller!.Memberships.Where(m => m.Role is Roles.AuthorityEditor or Roles.AuthoritySignatory).Select(m => m.OrganisationId).Distinct()];
        if (mine.Length == 0) return StatusCode(StatusCodes.Status403Forbidden);
        var associations = await WrittenModel.AssociationsOf(Caller, names, organisations, Ct);
        WritesForOthers = associations.Count > 0;
        mine = [.. mine.Except(associations)];
        if (mine.Length == 0) return Redirect("/requests/written");
        var list = await requests.List(new RequestFilter { OrganisationId = string.Join(',', mine), Cursor = cursor, Limit = 50 }, Ct);
        if (await Unless(list) is { } other) return other;
        (Lines, Next) = (list.Content!.Items ?? [], list.Content.Next);
        Authorities = await Task.WhenAll(mine.Select(async id => (id, await names.Organisation(organisations, id, Ct))));
        var writers = new Dictionary<Guid, string>();
        foreach (var id in Lines.Select(l => l.DraftedBy).OfType<Guid>().Distinct())
        {
            if (await names.Organisation(organisations, id, Ct) is { } name) writers[id] = name;
        }
        Writers = writers;
        return null;
    }
}
