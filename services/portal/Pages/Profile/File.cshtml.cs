using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Alliance.Portal.Pages.Profile;

/// <summary>The paper of one certificate of the own profile: added, replaced, taken off. The page reads its forms itself, and so asks for their tokens itself.</summary>
[StreamedForm]
[IgnoreAntiforgeryToken]
internal sealed class FileModel(IExpertsApi experts, Files files, IAntiforgery forgery, IOptions<AntiforgeryOptions> options) : PortalPage
{
    public const string FileField = "file";

    /// <summary>As the service has them; said beforehand, for who is on a weak line.</summary>
    public const int MostMegabytes = 5;

    public static readonly IReadOnlyList<string> Types = ["pdf", "png", "jpg", "jpeg"];

    private const string BackTo = "/profile/certificates";

    public Doc Document { get; private set; } = new([]);
    public Doc Certificate { get; private set; } = new([]);
    public int Place { get; private set; }

    /// <summary>Null: there is none.</summary>
    public Doc? Paper { get; private set; }

    public bool MayWrite => Document.Status is "draft" or "active" or "paused" or "stale";

    public async Task<IActionResult> OnGetAsync(int place) => await Load(place) ?? Page();

    public async Task<IActionResult> OnPostAsync(int place)
    {
        if (await PostedFile.Of(HttpContext, forgery, options.Value.FormFieldName, Ct) is not { } posted) return BadRequest();
        if (await Load(place) is { } other) return other;
        if (Beforehand(posted) is { } fault)
        {
            await posted.LetArrive(Ct);
            return Again(fault, StatusCodes.Status422UnprocessableEntity);
        }
        // Of the revision the page showed: another certificate may stand in this place by now.
        var refused = await files.AttachToCertificate(Document.Id, place, posted.Name!, posted.Fields.GetValueOrDefault("_tag") ?? Document.Tag, posted.Content!, Ct);
        if (refused is null) return Redirect(BackTo + "?done=attached");
        await posted.LetArrive(Ct);
        if (refused.Status is 401 or 404 or 429) return StatusCode(refused.Status);
        return Again(refused.Errors.GetValueOrDefault(FileField)?.FirstOrDefault() ?? (refused.Title.Length > 0 ? refused.Title : Service<Text>()["problem.other"]), refused.Status);
    }

    public async Task<IActionResult> OnPostRemoveAsync(int place)
    {
        if (!await forgery.IsRequestValidAsync(HttpContext)) return BadRequest();
        var tag = Request.Form["_tag"].ToString();
        if (await Load(place) is { } other) return other;
        Document.Put($"certificates[{place}].file", null);
        return await Explain(await experts.Save(Document.Id, ExpertForm.BodyOf(Document), tag.Length > 0 ? tag : Document.Tag, Ct)) ?? Redirect(BackTo + "?done=attachment-removed");
    }

    private string? Beforehand(PostedFile posted)
    {
        var text = Service<Text>();
        if (posted.Content is null) return text["attachments.fault.none"];
        if (!Types.Any(type => posted.Name!.EndsWith("." + type, StringComparison.OrdinalIgnoreCase))) return text["attachments.fault.type", string.Join(", ", Types)];
        return Request.ContentLength > (MostMegabytes + 1L) * 1024 * 1024 ? text["attachments.fault.size", MostMegabytes] : null;
    }

    private PageResult Again(string fault, int status)
    {
        ModelState.AddModelError(FileField, fault);
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult?> Load(int place)
    {
        var mine = await experts.List(new ExpertFilter { Mine = "true" }, Ct);
        if (await Unless(mine) is { } other) return other;
        if (mine.Content!.Items is not [var line, ..]) return Redirect("/profile");
        var read = await experts.Read(line.Id, Ct);
        if (await Unless(read) is { } away) return away;
        Document = new Doc(read.Content!);
        Doc[] certificates = [.. Answers.Rows(Document, "certificates")];
        if (place < 0 || place >= certificates.Length) return NotFound();
        (Place, Certificate) = (place, certificates[place]);
        Paper = Answers.Rows(Document, "files").FirstOrDefault(f => f.Text("id") == Certificate.Text("file"));
        return null;
    }
}
