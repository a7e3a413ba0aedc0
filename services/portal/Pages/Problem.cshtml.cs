using System.Diagnostics;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Alliance.Portal.Pages;

/// <summary>A page for each problem: what happened, what to do now, and the number to give to those who help.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[StreamedForm] // Shown in place of another page, whose form may be read already, or never.
internal sealed class ProblemModel : PageModel
{
    /// <summary>Statuses with words of their own; all others are told as the nearest of them.</summary>
    private static readonly int[] Known = [400, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503, 504, 507];

    public int Status { get; private set; }
    public string TraceId => Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier;

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        Status = Known.Contains(status) ? status : status >= 500 ? 500 : 400;
        Response.StatusCode = status is >= 400 and < 600 ? status : 404;
        // What was wrong with the other page's form is no fault of this one.
        ModelState.Clear();
    }
}
