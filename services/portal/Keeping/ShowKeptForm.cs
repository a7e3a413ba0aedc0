using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Alliance.Portal.Keeping;

/// <summary>
/// On the page the kept form belongs to, its fields hold what was typed, and a note says so. Posting the same page again, which the person does
/// by its usual button, ends the keeping.
/// </summary>
internal sealed class ShowKeptForm : IAsyncPageFilter
{
    /// <summary>Set in the page's view data when what it shows was kept.</summary>
    public const string Shown = "kept-form";

    /// <summary>Of the call: the address of the form that was kept just now, for the page that says what went wrong.</summary>
    public const string KeptAt = "Alliance.Portal.KeptAt";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            await Posted(http, await WasKept(http), await next());
            return;
        }
        if (!KeptForms.Has(http) || Caller.Of(http) is not { } caller || context.HandlerInstance is not PageModel page)
        {
            await next();
            return;
        }
        var forms = http.RequestServices.GetRequiredService<KeptForms>();
        if (await forms.Find(http, caller.PersonId, http.RequestAborted) is not { } kept || PathOf(kept.Path) != http.Request.Path.Value)
        {
            await next();
            return;
        }
        page.ViewData[Shown] = true;
        var executed = await next();
        if (executed.Exception is not null) return;
        foreach (var (name, values) in kept.Fields)
        {
            if (!page.ModelState.ContainsKey(name)) page.ModelState.SetModelValue(name, values.Length == 1 ? values[0] : values, string.Join(',', values));
        }
    }

    /// <summary>What nobody could take, because a part is away or asked too often, is kept; what was taken, or refused on its own page, is kept no longer.</summary>
    private static async Task Posted(HttpContext http, bool wasKept, PageHandlerExecutedContext executed)
    {
        var forms = http.RequestServices.GetRequiredService<KeptForms>();
        if (executed.Result is StatusCodeResult { StatusCode: StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError })
        {
            if (await forms.Keep(http, http.RequestAborted)) http.Items[KeptAt] = http.Request.Path + http.Request.QueryString;
        }
        else if (wasKept && executed.Exception is null) await forms.Forget(http, http.RequestAborted);
    }

    private static async Task<bool> WasKept(HttpContext http) => KeptForms.Has(http) && Caller.Of(http) is { } caller
        && await http.RequestServices.GetRequiredService<KeptForms>().Find(http, caller.PersonId, http.RequestAborted) is { } kept && PathOf(kept.Path) == http.Request.Path.Value;

    private static string PathOf(string address) => address.Split('?')[0];
}
