using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Review;

/// <summary>This request ends and another goes on: both are named before it is done.</summary>
internal sealed class MergeModel(IRequestsApi requests) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    /// <summary>The one that goes on.</summary>
    public Doc Other { get; private set; } = new([]);

    public async Task<IActionResult> OnGetAsync(Guid id, Guid other) => await Load(id, other) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid other, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id, other) is { } instead) return instead;
        var body = new JsonObject { ["requestId"] = other, ["text"] = Typed("text") };
        return await Explain(await requests.Do(id, "merge", body, Doc.TagOf(revision), Ct)) ?? Redirect($"/requests/{id}?done=request-merge");
    }

    private async Task<IActionResult?> Load(Guid id, Guid other)
    {
        var (read, stays) = (await requests.Read(id, Ct), await requests.Read(other, Ct));
        if (await Unless(read) is { } away) return away;
        if (await Unless(stays) is { } none) return none;
        (Document, Other) = (new Doc(read.Content!), new Doc(stays.Content!));
        return Document.May("merge") || HttpMethods.IsPost(Request.Method) ? null : Redirect($"/requests/{id}");
    }
}
