using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Alliance.Portal.Pages.Requests;

/// <summary>Files of a request: what is there, one more, one less. The page reads its forms itself, and so asks for their tokens itself.</summary>
[StreamedForm]
[IgnoreAntiforgeryToken]
internal sealed class AttachmentsModel(IRequestsApi requests, Files files, IAntiforgery forgery, IOptions<AntiforgeryOptions> options) : PortalPage
{
    public const string FileField = "file";

    private const double Megabyte = 1024 * 1024;

    public Doc Document { get; private set; } = new([]);
    public AttachmentList Files { get; private set; } = new([], false, false, 0, 0, 0, []);
    public string Key { get; private set; } = Guid.CreateVersion7().ToString();

    public string BackTo => $"/requests/{Document.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnGetFileAsync(Guid id, Guid file) => await PassOn(await files.Read(id, file, Ct));

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await PostedFile.Of(HttpContext, forgery, options.Value.FormFieldName, Ct) is not { } posted) return BadRequest();
        if (await Load(id) is { } other) return other;
        Key = KeyOr(posted.Fields.GetValueOrDefault("_key"), Key);
        if (Beforehand(posted) is { } fault)
        {
            await posted.LetArrive(Ct);
            return Again(fault, StatusCodes.Status422UnprocessableEntity);
        }
        var refused = await files.Attach(id, posted.Name!, Key, posted.Content!, Ct);
        if (refused is null) return Redirect($"{BackTo}/attachments?done=attached");
        await posted.LetArrive(Ct);
        if (refused.Status is 401 or 404 or 429) return StatusCode(refused.Status);
        // A new try is a new file, or the same once more: both may have a key of their own.
        if (refused.Code == "idempotency-key-reused") Key = Guid.CreateVersion7().ToString();
        return Again(refused.Errors.GetValueOrDefault(FileField)?.FirstOrDefault() ?? refused.Errors.Values.SelectMany(texts => texts).FirstOrDefault()
            ?? (refused.Title.Length > 0 ? refused.Title : Service<Text>()["problem.other"]), refused.Status);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        if (!await forgery.IsRequestValidAsync(HttpContext)) return BadRequest();
        if (await Load(id) is { } other) return other;
        if (!Guid.TryParse(Request.Form[FileField], out var file)) return BadRequest();
        // Whoever saved meanwhile changed other things: of this file there is only one thing to say.
        var removed = await requests.RemoveAttachment(id, file, Document.Tag, Ct);
        return await Explain(removed) ?? Redirect($"{BackTo}/attachments?done=attachment-removed");
    }

    /// <summary>What can be said before anything is passed on.</summary>
    private string? Beforehand(PostedFile posted)
    {
        var text = Service<Text>();
        if (posted.Content is null) return text["attachments.fault.none"];
        if (!Files.Types.Any(type => posted.Name!.EndsWith("." + type, StringComparison.OrdinalIgnoreCase))) return text["attachments.fault.type", string.Join(", ", Files.Types)];
        return Request.ContentLength > Math.Min(Files.MostBytes, Files.BytesLeft) + Megabyte / 16 ? text["attachments.fault.size", Megabytes(Math.Min(Files.MostBytes, Files.BytesLeft))] : null;
    }

    private PageResult Again(string fault, int status)
    {
        ModelState.AddModelError(FileField, fault);
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        var list = await requests.Attachments(id, Ct);
        if (await Unless(list) is { } not) return not;
        Files = list.Content!;
        return null;
    }

    public static string Megabytes(long bytes) => (bytes / Megabyte).ToString("0.#", System.Globalization.CultureInfo.CurrentCulture);
}
