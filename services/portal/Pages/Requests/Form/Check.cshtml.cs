using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests.Form;

/// <summary>Check your answers, then submit. What is missing leads back to where it is answered.</summary>
internal sealed class CheckModel(IRequestsApi requests, Text text) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        if (revision != Document.Revision)
        {
            // What would be handed in is not what was read here.
            ModelState.AddModelError("", text["check.changed"]);
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Page();
        }
        var submitted = await requests.Do(id, "submit", [], Document.Tag, Ct);
        return await Explain(submitted) ?? Redirect($"/requests/{id}?done=submitted");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (!RequestRights.MayWrite(Document, Caller)) return Redirect($"/requests/{id}");
        var fields = RequestForm.Topics.SelectMany(t => t.Fields)
            .Concat(Enumerable.Range(0, Document.Array("needs").Count).SelectMany(n => RequestForm.Need(n).Fields)).ToArray();
        ViewData["FieldNames"] = fields.DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => text[$"request.{f.Key}.label"]);
        ViewData["FieldLinks"] = fields.DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => $"/requests/{id}/form/{RequestForm.TopicOf(f.Path)}#{Components.FormControl.IdOf(f.Path)}");
        return null;
    }
}
