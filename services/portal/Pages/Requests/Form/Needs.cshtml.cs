using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests.Form;

/// <summary>The needs of a request: who is looked for, one line each.</summary>
internal sealed class NeedsModel(IRequestsApi requests) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "remove")] Guid? remove)
    {
        if (await Load(id) is { } other) return other;
        if (Document.At("needs") is JsonArray needs && needs.FirstOrDefault(n => new Doc(n!.AsObject()).Guid("id") == remove) is { } gone)
        {
            needs.Remove(gone);
            var saved = await requests.Save(id, RequestForm.BodyOf(Document), Document.Tag, Ct);
            if (await Explain(saved) is { } refused) return refused;
        }
        return Redirect($"/requests/{id}/form/needs");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        return RequestRights.MayWrite(Document, Caller) ? null : Redirect($"/requests/{id}");
    }
}
