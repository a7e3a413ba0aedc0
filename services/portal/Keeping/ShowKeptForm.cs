using Alliance.Shared.Identity;
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

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
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
        if (HttpMethods.IsGet(http.Request.Method))
        {
            page.ViewData[Shown] = true;
            var executed = await next();
            if (executed.Exception is not null) return;
            foreach (var (name, values) in kept.Fields)
            {
                if (!page.ModelState.ContainsKey(name)) page.ModelState.SetModelValue(name, values.Length == 1 ? values[0] : values, string.Join(',', values));
            }
            return;
        }
        await next();
        await forms.Forget(http, http.RequestAborted);
    }

    private static string PathOf(string address) => address.Split('?')[0];
}
