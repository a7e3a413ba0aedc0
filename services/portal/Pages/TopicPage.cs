using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages;

/// <summary>
/// One topic of a form: shown, saved whole with the revision it was read at. Where a colleague saved the same topic meanwhile, theirs is shown
/// beside what was typed, and saving once more is a decision; where they saved another topic, both stand.
/// </summary>
internal abstract class TopicPage : PortalPage
{
    public Doc Document { get; private set; } = new([]);
    public FormTopic Topic { get; private set; } = new("");

    /// <summary>What a colleague saved; null = nobody did.</summary>
    public Doc? Theirs { get; private set; }

    /// <summary>A mark of the topic's answers as they were read.</summary>
    public string Mark { get; private set; } = "";

    /// <summary>The form's texts begin with it.</summary>
    public abstract string Scope { get; }

    public abstract string BackTo { get; }

    /// <summary>In words.</summary>
    public virtual string BackKey => "action.back-to-tasks";

    protected abstract FormTopic? Find(Doc document);

    protected abstract bool MayWrite(Doc document);

    protected abstract Task<ApiResponse<JsonObject>> Read();

    protected abstract Task<ApiResponse<JsonObject>> Save(JsonObject body, string tag);

    protected abstract JsonObject BodyOf(Doc document);

    protected virtual string NextOf(Doc document) => BackTo;

    /// <summary>What a new entry begins with.</summary>
    protected virtual void Begin(Doc document)
    {
    }

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Load() is { } other) return other;
        if (Request.Form["_action"] == "find")
        {
            KeepTyped();
            return Page();
        }
        if (Request.Form["_mark"] != Mark) return Beside(Document);
        ReadTyped(Document);
        if (!ModelState.IsValid)
        {
            KeepTyped();
            return Page();
        }
        var saved = await Save(BodyOf(Document), Document.Tag);
        if (saved.StatusCode == System.Net.HttpStatusCode.PreconditionFailed)
        {
            // Saved by somebody in this very moment: one look more tells whether it was the same topic.
            var now = await Read();
            if (await Unless(now) is { } away) return away;
            var theirs = new Doc(now.Content!);
            if (MarkOf(theirs, Topic) != Request.Form["_mark"]) return Beside(theirs);
            ReadTyped(theirs);
            saved = await Save(BodyOf(theirs), theirs.Tag);
        }
        return await Explain(saved) ?? Redirect(NextOf(Document));
    }

    private async Task<IActionResult?> Load()
    {
        var read = await Read();
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        // Handed in by a colleague meanwhile: the service says so, above what was typed.
        if (!MayWrite(Document) && HttpMethods.IsGet(Request.Method)) return Redirect(BackTo);
        if (Find(Document) is not { } topic) return NotFound();
        Topic = topic;
        NamePage($"{Scope}.{topic.Code}.title", Scope, topic.Fields);
        Mark = MarkOf(Document, Topic);
        if (HttpMethods.IsGet(Request.Method)) Begin(Document);
        return null;
    }

    private void ReadTyped(Doc document) =>
        ReadPosted.Into(document, Topic, Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);

    private PageResult Beside(Doc theirs)
    {
        Theirs = new Doc(theirs.Json.DeepClone().AsObject());
        Mark = MarkOf(Theirs, Topic);
        ReadTyped(Document);
        KeepTyped();
        Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        return Page();
    }

    private static string MarkOf(Doc document, FormTopic topic)
    {
        var answers = string.Join('\n', topic.Fields.Select(f => document.At(f.Path)?.ToJsonString() ?? ""));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answers)).AsSpan(0, 8));
    }
}
