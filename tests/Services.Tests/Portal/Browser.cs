using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>A browser without JavaScript: follows redirects, keeps cookies, sends forms as they stand in the page.</summary>
internal sealed class Browser(HttpClient http, CookieContainer cookies, string? token, string language)
{
    private static readonly HtmlParser Parser = new();

    /// <summary>Who is signed in may change in the middle: a session ends, another begins.</summary>
    public string? Token { get; set; } = token;

    /// <summary>Where what it posts comes from, as browsers say it.</summary>
    public string From { get; set; } = "same-origin";

    public CookieContainer Cookies => cookies;

    public Task<Shown> Get(string path, CancellationToken ct) => Send(new HttpRequestMessage(HttpMethod.Get, path), ct);

    /// <summary>Sends these fields, as a page's form would.</summary>
    public Task<Shown> Post(string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        call.Headers.Add("Sec-Fetch-Site", From);
        return Send(call, ct);
    }

    /// <summary>Presses the button of the page's main form, after typing these values.</summary>
    public Task<Shown> Submit(Shown page, CancellationToken ct, params (string Name, string Value)[] typed) => Submit(page, "main form[method=post]", null, ct, typed);

    public Task<Shown> Submit(Shown page, string selector, (string Name, string Value)? button, CancellationToken ct, params (string Name, string Value)[] typed)
    {
        var form = page.Document.QuerySelector<IHtmlFormElement>(selector) ?? throw new InvalidOperationException($"{page.Address} has no {selector}: {page.Text}");
        var fields = Fields(form).Where(f => typed.All(t => t.Name != f.Name)).Concat(typed.Where(t => t.Value.Length > 0 || true)).ToList();
        if (button is { } pressed) fields.Add(pressed);
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Address;
        var call = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        call.Headers.Add("Sec-Fetch-Site", From);
        return Send(call, ct);
    }

    /// <summary>Chooses a file in the page's main form and presses its button; the small fields go before it, in the order of the page.</summary>
    public Task<Shown> Upload(Shown page, string name, byte[] content, CancellationToken ct)
    {
        var form = page.Document.QuerySelector<IHtmlFormElement>("main form[enctype='multipart/form-data']") ?? throw new InvalidOperationException($"{page.Address} takes no file: {page.Text}");
        var body = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input"))
        {
            if (input.Type == "file")
            {
                // Where none was chosen, browsers say so by an empty name.
                var file = new ByteArrayContent(content);
                file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{input.Name}\"", FileName = $"\"{name}\"" };
                body.Add(file);
            }
            else body.Add(new StringContent(input.Value), input.Name!);
        }
        var call = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = body };
        call.Headers.Add("Sec-Fetch-Site", From);
        return Send(call, ct);
    }

    private async Task<Shown> Send(HttpRequestMessage call, CancellationToken ct)
    {
        for (var hops = 0; hops < 5; hops++)
        {
            if (Token is not null) call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            call.Headers.AcceptLanguage.ParseAdd(language);
            using var answer = await http.SendAsync(call, ct);
            var address = call.RequestUri!.IsAbsoluteUri ? call.RequestUri.PathAndQuery : call.RequestUri.OriginalString;
            call.Dispose();
            if (answer.Headers.Location is { } next && answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
            {
                var to = next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString;
                if (to.StartsWith("/sign-in", StringComparison.Ordinal)) return new Shown(answer.StatusCode, to, Parser.ParseDocument(""), "", answer.Headers);
                call = new HttpRequestMessage(HttpMethod.Get, to);
                continue;
            }
            var html = await answer.Content.ReadAsStringAsync(ct);
            return new Shown(answer.StatusCode, address, Parser.ParseDocument(html), html, answer.Headers);
        }
        throw new InvalidOperationException("Redirected in a circle.");
    }

    /// <summary>What a browser would send: successful controls in the order of the page.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.QuerySelectorAll("input, textarea, select"))
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name)) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) yield return (name, box.Value);
                    break;
                case IHtmlInputElement input: yield return (name, input.Value); break;
                case IHtmlTextAreaElement area: yield return (name, area.Value); break;
                case IHtmlSelectElement select: yield return (name, select.Value ?? ""); break;
            }
        }
    }
}

/// <summary>A page as it was shown.</summary>
internal sealed record Shown(HttpStatusCode Status, string Address, IHtmlDocument Document, string Html, HttpResponseHeaders Headers)
{
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public Shown Must(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Address}: {Status}, not {status}: {Text}");
        return this;
    }

    public string? Value(string name) => Document.QuerySelector($"[name='{name}']") switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement { Type: "radio" } => Document.QuerySelectorAll($"[name='{name}']").OfType<IHtmlInputElement>().FirstOrDefault(r => r.IsChecked)?.Value,
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-summary li").Select(e => e.TextContent.Trim())];
}
