using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Review;

/// <summary>The request beside the criteria: score, decide. Asking for changes and saying no have pages of their own.</summary>
internal sealed class IndexModel(IRequestsApi requests, IOrganisationsApi organisations, Names names) : PortalPage
{
    public Doc Document { get; private set; } = new([]);
    public IReadOnlyDictionary<string, string?> Consulted { get; private set; } = new Dictionary<string, string?>();

    /// <summary>Null where they could not be looked for.</summary>
    public IReadOnlyList<SimilarLine>? Similar { get; private set; }

    /// <summary>Null: it was handed in once, or the service did not say.</summary>
    public RequestChanges? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        var body = new JsonObject
        {
            ["text"] = Typed("text"),
            ["conflictOfInterest"] = Typed("conflictOfInterest") is { } answer ? answer == "true" : null,
            ["criteria"] = new JsonArray([.. RequestCodes.Criteria.Select((code, n) => (JsonNode)new JsonObject
            {
                ["code"] = code,
                ["score"] = int.TryParse(Typed($"criteria[{n}].score"), NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : null,
                ["note"] = Typed($"criteria[{n}].note")
            })])
        };
        var approved = await requests.Do(id, "approve", body, Doc.TagOf(revision), Ct);
        return await Explain(approved) ?? Redirect($"/requests/{id}?done={(new Doc(approved.Content!).Status == "approved" ? "request-approve" : "request-approve-first")}");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        // What was typed is not thrown away because a colleague was faster: the service says so.
        if (HttpMethods.IsGet(Request.Method) && !Document.May("approve") && !Document.May("return") && !Document.May("reject")) return Redirect($"/requests/{id}");
        Consulted = await names.Consulted(organisations, Document, Ct);
        Similar = (await requests.Similar(id, Ct)).Content?.Items;
        Changes = (await requests.Changes(id, Ct)).Content;
        return null;
    }
}
