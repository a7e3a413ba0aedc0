using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Keeping;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Refit;

namespace Alliance.Portal.Pages;

/// <summary>What the pages have in common: who looks, and what becomes of a refusal.</summary>
internal abstract class PortalPage : PageModel
{
    public Caller? Caller => Caller.Of(HttpContext);

    public Guid PersonId => Caller?.PersonId ?? Guid.Empty;

    protected CancellationToken Ct => HttpContext.RequestAborted;

    protected T Service<T>() where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>The key of a form as it came back; another where it cannot be sent on.</summary>
    protected static string KeyOr(string? typed, string other) => typed is not null && IdempotencyKey.IsWellFormed(typed) ? typed : other;

    /// <summary>Null: go on. Otherwise what is shown instead: the sign-in, or the page of that problem.</summary>
    protected async Task<IActionResult?> Unless<T>(ApiResponse<T> answer)
    {
        if (Refused.Of(answer) is not { } refused) return null;
        if (refused.Status != StatusCodes.Status401Unauthorized) return StatusCode(refused.Status);
        // The session ended between the gateway and the service.
        await new SignInFirst(Service<KeptForms>()).Send(HttpContext);
        return new EmptyResult();
    }

    /// <summary>
    /// What a service did not want is said on the page itself, at the fields, with everything that was typed; what no page can help with
    /// (nobody may know of it, nobody answers) is a page of its own.
    /// </summary>
    protected async Task<IActionResult?> Explain<T>(ApiResponse<T> answer)
    {
        if (Refused.Of(answer) is not { } refused) return null;
        if (refused.Status is 401 or 404 or 429 or >= 500) return await Unless(answer);
        KeepTyped();
        foreach (var (field, texts) in refused.Errors.Where(e => e.Key != "If-Match"))
        {
            foreach (var text in texts) ModelState.AddModelError(field, text);
        }
        if (refused.Errors.All(e => e.Key == "If-Match")) ModelState.AddModelError("", refused.Title.Length > 0 ? refused.Title : Service<Text>()["problem.other"]);
        Response.StatusCode = refused.Status;
        return Page();
    }

    /// <summary>A file as the service hands it out: to be saved, and no page.</summary>
    protected async Task<IActionResult> PassOn(HttpResponseMessage answer)
    {
        HttpContext.Response.RegisterForDispose(answer);
        if (answer.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            await new SignInFirst(Service<KeptForms>()).Send(HttpContext);
            return new EmptyResult();
        }
        if (!answer.IsSuccessStatusCode) return StatusCode((int)answer.StatusCode);
        Response.Headers.ContentDisposition = answer.Content.Headers.ContentDisposition?.ToString() ?? "attachment";
        return File(await answer.Content.ReadAsStreamAsync(Ct), answer.Content.Headers.ContentType?.ToString() ?? "application/octet-stream");
    }

    /// <summary>What was typed is shown again, whatever happens.</summary>
    protected void KeepTyped()
    {
        foreach (var (name, values) in Request.Form)
        {
            // A field of which something was said already is there, without what was typed in it.
            if (!name.StartsWith('_') && !(ModelState.TryGetValue(name, out var entry) && entry.AttemptedValue is not null))
                ModelState.SetModelValue(name, values.Count == 1 ? values[0] : values.ToArray(), values.ToString());
        }
    }

    /// <summary>
    /// What the page is called, and each field where something is wrong with it. Said here, for the layout: what a partial writes into its view data stays there.
    /// </summary>
    /// <param name="labels">The keys of the fields' names begin with it.</param>
    /// <param name="variant">Whose words the title is in, where there are several.</param>
    protected void NamePage(string title, string labels, IEnumerable<FormField> fields, string? variant = null)
    {
        var texts = Service<Text>();
        ViewData["Title"] = texts.Of(title, variant);
        ViewData["FieldNames"] = fields.Select(f => (f.Path, Label: texts.Of($"{labels}.{f.Key}.label"))).Where(f => f.Label is not null)
            .DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => f.Label!);
    }

    protected string? Typed(string name) => Request.Form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
