using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages;

/// <summary>
/// One step of a document's life: says what it means, asks what it asks, and does it at the revision that was shown. Whether the step is open to
/// this person now is the service's word (<c>actions[]</c>).
/// </summary>
internal abstract class VerbPage : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Verb { get; set; } = "";

    public Doc Document { get; private set; } = new([]);
    public VerbForm Form { get; private set; } = new("", Grave: false);

    /// <summary>What is being written.</summary>
    public Doc Body { get; } = new([]);

    /// <summary>Of its texts: <c>do.{scope}.{verb}.title</c>.</summary>
    public abstract string Scope { get; }

    /// <summary>Whose words the texts are in, where there are several: <c>{text}.{variant}</c>.</summary>
    public virtual string? Variant => null;

    public abstract string BackTo { get; }

    /// <summary>What it is about, in the people's words.</summary>
    public virtual string? Subject => Document.Text("title") ?? Document.Text("reference");

    /// <summary>Who can be chosen, where the form asks for one.</summary>
    public virtual IReadOnlyList<Option> People => [];

    /// <summary>Items of the checklist that are the reader's to do.</summary>
    public virtual Func<Doc, bool> SeesTo => _ => true;

    protected abstract IReadOnlyList<VerbForm> Forms { get; }

    protected abstract Task<ApiResponse<JsonObject>> Read();

    protected abstract Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag);

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Load() is { } other) return other;
        if (!IsOpen()) return await TooLate();
        if (Request.Form["_revision"] != Document.Text("revision"))
        {
            KeepTyped();
            ModelState.AddModelError("", Service<Text>()["do.changed"]);
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Page();
        }
        ReadPosted.Into(Body, new FormTopic(Verb, Form.Fields), Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);
        // Some of it a service would take empty; whoever is told no, or asked for more, reads why.
        foreach (var field in Form.Fields.Where(f => f.IsRequired(Body) && !f.IsAnswered(Body))) ModelState.AddModelError(field.Path, Service<Text>()["fault.required"]);
        if (!ModelState.IsValid)
        {
            KeepTyped();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var answer = await Do(Body.Json, Document.Tag);
        return await Explain(answer) ?? Done(new Doc(answer.Content!));
    }

    /// <summary>Where its doer is led.</summary>
    protected virtual IActionResult Done(Doc answer) => Redirect($"{BackTo}?done={Scope}-{Verb}");

    /// <summary>What is asked, once the document is known.</summary>
    protected virtual VerbForm FormOf(VerbForm form) => form;

    /// <summary>What the form begins with, and what it is made from.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    protected virtual bool IsOpen() => Document.May(Verb);

    /// <summary>Somebody was faster, or the button was pressed twice: the service knows which. Where it says no, that stands above what was typed.</summary>
    private async Task<IActionResult> TooLate()
    {
        ReadPosted.Into(Body, new FormTopic(Verb, Form.Fields), Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);
        ModelState.Clear();
        var answer = await Do(Body.Json, Doc.TagOf(long.TryParse(Request.Form["_revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : Document.Revision));
        return await Explain(answer) ?? Done(new Doc(answer.Content!));
    }

    private async Task<IActionResult?> Load()
    {
        if (Forms.FirstOrDefault(f => f.Verb == Verb) is not { } form) return NotFound();
        Form = form;
        var read = await Read();
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        // Done already, or not for this person: the page of the document says how it stands. What was typed is not thrown away for that.
        if (!IsOpen() && HttpMethods.IsGet(Request.Method)) return Redirect(BackTo);
        Form = FormOf(form);
        await Prepare();
        NamePage($"do.{Scope}.{Verb}.title", "do", Form.Fields, Variant);
        return null;
    }
}
