using Alliance.Portal.Calling;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Review;

/// <summary>The request that goes on, found by its number; which one it is, the next page shows before anything is done.</summary>
internal sealed class MergeWithModel(IRequestsApi requests) : PortalPage
{
    /// <summary>As the service opens them: nothing is merged into what has ended.</summary>
    private static readonly HashSet<string> Ended = ["rejected", "merged", "redirected", "closed", "withdrawn", "cancelled"];

    public Doc Document { get; private set; } = new([]);

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (!Document.May("merge")) return Redirect($"/requests/{id}");
        if (!Request.Query.ContainsKey("reference")) return Page();
        var (found, fault) = await Find(Reference?.Trim() ?? "");
        if (fault is null) return Redirect($"/review/{id}/merge/{found!.Id}");
        ModelState.AddModelError("reference", fault);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <returns>The request, or what is wrong with the number.</returns>
    private async Task<(RequestLine? Found, string? Fault)> Find(string reference)
    {
        var text = Service<Text>();
        if (reference.Length == 0) return (null, text["fault.required"]);
        // With a comma it would be several numbers.
        var found = reference.Length > 40 || reference.Contains(',', StringComparison.Ordinal) ? null : (await requests.List(new RequestFilter { Reference = reference, Limit = 1 }, Ct)).Content;
        if (found?.Items is not [var line, ..]) return (null, text["merge.find.none", reference]);
        if (line.Id == Document.Id) return (null, text["merge.find.itself"]);
        if (Ended.Contains(line.Status)) return (null, text["merge.find.ended", line.Reference]);
        return line.OrganisationId is { } organisation && Caller!.BelongsTo(organisation) ? (null, text["merge.find.own", line.Reference]) : (line, null);
    }
}
