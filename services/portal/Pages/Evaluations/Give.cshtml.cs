using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Evaluations;

/// <summary>One evaluation, given or corrected by who was asked.</summary>
internal sealed class GiveModel(IRequestsApi requests) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Evaluation { get; set; }

    public EvaluationLine Line { get; private set; } = new(Guid.Empty, 0, null, "", "", "", [], [], default, default, null, null);

    /// <summary>What was said before, or is being written.</summary>
    public Doc Body { get; private set; } = new([]);

    public IReadOnlyList<FormField> Fields => EvaluationFields.Of(Line.Questions, Line.Stage == "follow-up");

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "_revision")] long revision)
    {
        if (await Load() is { } other) return other;
        Body = new([]);
        ReadPosted.Into(Body, new FormTopic("evaluate", Fields), Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);
        return await Explain(await requests.Evaluate(Id, Evaluation, Body.Json, Doc.TagOf(revision), Ct)) ?? Redirect($"/requests/{Id}/evaluations?done=evaluation-give");
    }

    private async Task<IActionResult?> Load()
    {
        var list = await requests.Evaluations(Id, Ct);
        if (await Unless(list) is { } other) return other;
        if (list.Content!.Items.FirstOrDefault(e => e.Id == Evaluation) is not { } line) return NotFound();
        // Given by a colleague, or over: the list says how it stands.
        if (!line.IsMine) return Redirect($"/requests/{Id}/evaluations");
        (Line, Body) = (line, new Doc(line.Answer ?? []));
        return null;
    }
}
