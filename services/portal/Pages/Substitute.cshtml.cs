using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Who stands in for me, from day to day: my work stands on their list then. Offered is everybody who coordinates.</summary>
internal sealed class SubstituteModel(IRequestsApi requests, Coordinators coordinators, Text text) : PortalPage
{
    private static readonly FormTopic Period = new("substitute", new FormField("from", FieldKind.Day), new FormField("to", FieldKind.Day));

    public Doc Document { get; private set; } = new([]);
    public IReadOnlyList<Option> Colleagues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "_revision")] long revision)
    {
        if (await Load() is { } other) return other;
        var body = new Doc(new JsonObject { ["personId"] = Typed("personId") });
        ReadPosted.Into(body, Period, Request.Form, ModelState, text["fault.number"], text["fault.day"]);
        if (!ModelState.IsValid)
        {
            KeepTyped();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        return await Explain(await requests.NameSubstitute(body.Json, Doc.TagOf(revision), Ct)) ?? Redirect("/today?done=substitute");
    }

    private async Task<IActionResult?> Load()
    {
        if (!Navigation.IsCoordinator(Caller!)) return StatusCode(StatusCodes.Status403Forbidden);
        var named = await requests.Substitute(Ct);
        if (await Unless(named) is { } other) return other;
        Document = new Doc(named.Content!);
        if (await coordinators.All(requestId: null, Ct) is not { } all) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        Colleagues = [.. all.Where(c => c.Id != PersonId).Select(coordinators.Option)];
        return null;
    }
}
