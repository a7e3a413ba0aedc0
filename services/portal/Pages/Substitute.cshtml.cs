using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Who stands in for me, from day to day: my work stands on their list then. Offered are colleagues who have requests of their own.</summary>
internal sealed class SubstituteModel(IRequestsApi requests, Names names, Text text) : PortalPage
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
        var (named, known) = (requests.Substitute(Ct), requests.List(new RequestFilter { Limit = 100 }, Ct));
        if (await Unless(await named) is { } other) return other;
        Document = new Doc((await named).Content!);
        Guid[] owners = [.. ((await known).Content?.Items ?? []).Select(r => r.Owner).Append(Document.Guid("personId")).OfType<Guid>().Where(p => p != PersonId).Distinct()];
        var found = await names.People([.. owners], Ct);
        Colleagues = [.. owners.Where(found.ContainsKey).Select(p => new Option(p.ToString(), Service<Text>().Said(found[p]))).OrderBy(o => o.Label, StringComparer.Create(CultureInfo.CurrentCulture, false))];
        return null;
    }
}
