using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Review;

/// <summary>What the authority shall change, field by field, beside what it wrote.</summary>
internal sealed class ReturnModel(IRequestsApi requests, Text text) : PortalPage
{
    private const string Prefix = "on.";

    public Doc Document { get; private set; } = new([]);

    public IEnumerable<FormField> Fields => RequestForm.Topics.Where(t => t.Code != "needs").SelectMany(t => t.Fields).Where(f => f.IsAsked(Document))
        .Concat(Enumerable.Range(0, Document.Array("needs").Count).SelectMany(n => RequestForm.Need(n).Fields.Take(1)));

    public static string NameOf(FormField field) => Prefix + field.Path;

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        var comments = Fields.Where(f => Typed(NameOf(f)) is not null).ToArray();
        if (comments.Length == 0)
        {
            KeepTyped();
            ModelState.AddModelError("", text["return.nothing"]);
            return Page();
        }
        var body = new JsonObject { ["comments"] = new JsonArray([.. comments.Select(f => (JsonNode)new JsonObject { ["field"] = f.Path, ["text"] = Typed(NameOf(f)) })]) };
        return await Explain(await requests.Do(id, "return", body, Doc.TagOf(revision), Ct)) ?? Redirect($"/requests/{id}?done=request-return");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        return Document.May("return") || HttpMethods.IsPost(Request.Method) ? null : Redirect($"/requests/{id}");
    }
}
