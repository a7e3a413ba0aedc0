using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests;

/// <summary>What the coordinator asked, each with room for an answer in words. Only what is new is sent, one after the other: of two colleagues the second is told.</summary>
internal sealed class ReplyModel(IRequestsApi requests, Text text) : PortalPage
{
    private const string Prefix = "on.";

    public Doc Document { get; private set; } = new([]);

    public IEnumerable<Doc> Comments => Answers.Rows(Document, "comments").Where(c => c.Text("field") is not null).DistinctBy(c => c.Text("field"));

    public static string NameOf(string field) => Prefix + field;

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(id) is { } other) return other;
        var answered = Comments.Where(c => Typed(NameOf(c.Text("field")!)) is { } typed && typed.ReplaceLineEndings("\n") != c.Text("answer")).ToArray();
        if (answered.Length == 0)
        {
            KeepTyped();
            ModelState.AddModelError("", text["reply.nothing"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        foreach (var comment in answered)
        {
            var field = comment.Text("field")!;
            var done = await requests.Do(id, "reply", new JsonObject { ["field"] = field, ["text"] = Typed(NameOf(field)) }, Doc.TagOf(revision), Ct);
            if (await Explain(done) is { } refused) return refused;
            revision = new Doc(done.Content!).Revision;
        }
        return Redirect($"/requests/{id}?done=request-reply");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        return Document.May("reply") ? null : Redirect($"/requests/{id}");
    }
}
