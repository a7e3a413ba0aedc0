using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace Alliance.Gateway;

/// <summary>A problem for a person in front of a browser, as a page: the portal that would write one is away, or the call never reached it.</summary>
internal sealed class PageProblems(IStringLocalizerFactory factory) : IProblemDetailsWriter
{
    private readonly IStringLocalizer texts = factory.Create("Problems", "Alliance.Gateway");

    public bool CanWrite(ProblemDetailsContext context) =>
        !context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && context.HttpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        http.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<ProblemDetailsOptions>>().Value.CustomizeProblemDetails?.Invoke(context);
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } culture) CultureInfo.CurrentUICulture = culture.UICulture;
        var html = HtmlEncoder.Default;
        http.Response.ContentType = "text/html; charset=utf-8";
        return new ValueTask(http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}">
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{html.Encode(context.ProblemDetails.Title ?? "")}</title>
            <main>
            <h1>{html.Encode(context.ProblemDetails.Title ?? "")}</h1>
            <p><a href="/">{html.Encode(texts["page-start"])}</a></p>
            <p>{html.Encode(texts["page-trace", Activity.Current?.TraceId.ToHexString() ?? "–"])}</p>
            </main>
            </html>
            """, http.RequestAborted));
    }
}

internal static class PageProblemsSetup
{
    /// <summary>Before the hosting's own writer: of several the first that can, writes.</summary>
    public static void AddPageProblems(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IProblemDetailsWriter, PageProblems>();
}
