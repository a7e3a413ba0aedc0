using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests;

/// <summary>The texts of a request, each with its original, to be written in another language.</summary>
internal sealed class TranslationModel(IRequestsApi requests) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Absent in the address: that of these pages, or the first that the request is not in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Into { get; set; }

    public Doc Document { get; private set; } = new([]);

    public string Language { get; private set; } = "en";

    public IReadOnlyList<string> Fields { get; private set; } = [];

    /// <summary>Of what is there already.</summary>
    public string? OriginNow { get; private set; }

    public string BackTo => $"/requests/{Id}";

    public IEnumerable<string> Others => Languages.All.Select(l => l.Code).Where(code => code != Language && code != Languages.Pseudo && (Document.Language is not { } own || !Translated.Same(own, code)));

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Load() is { } other) return other;
        if (Request.Form["_revision"] != Document.Text("revision"))
        {
            KeepTyped();
            ModelState.AddModelError("", Service<Text>()["do.changed"]);
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Page();
        }
        var origin = Request.Form["origin"] == "machine" ? "machine" : "human";
        var body = new JsonObject(Fields.Where(path => Typed(path + ".text") is not null)
            .Select(path => KeyValuePair.Create<string, JsonNode?>(path, new JsonObject { ["text"] = Typed(path + ".text"), ["origin"] = origin })));
        var saved = await requests.Translate(Id, Language, body, Document.Tag, Ct);
        return await Explain(saved) ?? Redirect($"{BackTo}?done=translated");
    }

    private async Task<IActionResult?> Load()
    {
        var read = await requests.Read(Id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (!RequestRights.IsTeam(Document, Caller) && !(Caller is { } caller && Navigation.IsCoordinator(caller))) return StatusCode(StatusCodes.Status403Forbidden);
        var own = Document.Language;
        var wanted = Into ?? Languages.Current;
        Language = Languages.All.Select(l => l.Code).Where(code => own is null || !Translated.Same(own, code)).OrderByDescending(code => Translated.Same(code, wanted)).First();
        Fields = [.. Translated.FieldsOf(Document)];
        OriginNow = Fields.Select(path => Translated.In(Document, path, Language)?.Origin).FirstOrDefault(o => o is not null);
        return null;
    }
}
