using System.Net;
using System.Text.RegularExpressions;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>
/// What a browser does at a sign-in: follows redirects, keeps cookies, posts forms. The jar of its own, because the framework's sends no Secure cookies
/// over http, as browsers do to localhost.
/// </summary>
internal sealed partial class PlainBrowser(Uri start) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = TimeSpan.FromSeconds(90) };

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>As they were set, attributes and all.</summary>
    public List<string> Set { get; } = [];

    /// <summary>Every address it was at, in order.</summary>
    public List<Uri> Way { get; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public PlainBrowser Copy()
    {
        var copy = new PlainBrowser(start);
        foreach (var (name, value) in Cookies) copy.Cookies[name] = value;
        return copy;
    }

    /// <summary>One call, no redirect followed.</summary>
    public async Task<HttpResponseMessage> Once(HttpMethod method, string address, params (string Name, string Value)[] form)
    {
        var to = new Uri(Way.Count > 0 ? Way[^1] : start, address);
        using var call = new HttpRequestMessage(method, to);
        if (Cookies.Count > 0) call.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        call.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        call.Headers.TryAddWithoutValidation("Accept-Language", "en");
        if (method == HttpMethod.Post) call.Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var answer = await http.SendAsync(call, Ct);
        Way.Add(to);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : []) Keep(cookie);
        return answer;
    }

    public async Task<HttpResponseMessage> Follow(HttpMethod method, string address, params (string Name, string Value)[] form)
    {
        var answer = await Once(method, address, form);
        for (var hop = 0; hop < 12 && answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther; hop++)
        {
            answer = await Once(HttpMethod.Get, answer.Headers.Location!.OriginalString);
        }
        return answer;
    }

    public Task<HttpResponseMessage> Get(string address) => Follow(HttpMethod.Get, address);

    /// <summary>From wherever it is to the page asked for, by e-mail and password.</summary>
    public async Task<HttpResponseMessage> SignIn(string email, string password, string returnUrl = "/")
    {
        var page = await Get($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        if (!Way[^1].AbsolutePath.StartsWith("/account/sign-in", StringComparison.Ordinal)) return page;
        var fields = Hidden().Matches(await page.Content.ReadAsStringAsync(Ct)).Select(m => (Attribute(m.Value, "name"), Attribute(m.Value, "value"))).ToList();
        return await Follow(HttpMethod.Post, "/account/sign-in", [.. fields, ("email", email), ("password", password)]);
    }

    public void Dispose() => http.Dispose();

    private void Keep(string cookie)
    {
        Set.Add(cookie);
        var pair = cookie.Split(';')[0];
        var (name, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        if (value.Length == 0 || cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)) Cookies.Remove(name);
        else Cookies[name] = value;
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
