using System.Net;
using System.Text.RegularExpressions;

namespace Alliance.Testing;

/// <summary>
/// A browser without a screen: keeps cookies by name, fills in forms, follows nothing by itself. The framework's own cookie container does not
/// send Secure cookies over http; browsers do on loopback.
/// </summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;
    private readonly Dictionary<string, string> cookies = [];

    public Browser(Uri address) => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = Wait.Default };

    /// <summary>By name; a test may steal or plant them.</summary>
    public IDictionary<string, string> Cookies => cookies;

    /// <summary>Attributes of each cookie as it was set last.</summary>
    public Dictionary<string, string> CookieAttributes { get; } = [];

    /// <summary>Sent with every call: <c>Accept-Language</c>, <c>Sec-Fetch-Site</c> …</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public Task<BrowserPage> Get(string address, CancellationToken ct) => Send(HttpMethod.Get, address, null, ct);

    public Task<BrowserPage> Post(string address, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct) =>
        Send(HttpMethod.Post, address, new FormUrlEncodedContent(fields), ct);

    /// <summary>Gets, and goes where it is sent, at most ten times; a redirect to <paramref name="until"/> is returned as it is.</summary>
    public async Task<BrowserPage> Follow(string address, CancellationToken ct, string? until = null)
    {
        var page = await Get(address, ct);
        for (var hop = 0; hop < 10 && page.Location is { } next && (until is null || !next.StartsWith(until, StringComparison.Ordinal)); hop++) page = await Get(next, ct);
        return page;
    }

    public async Task<BrowserPage> Send(HttpMethod method, string address, HttpContent? content, CancellationToken ct)
    {
        using var call = new HttpRequestMessage(method, address) { Content = content };
        if (cookies.Count > 0) call.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        foreach (var (name, value) in Headers) call.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(call, ct);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : []) Keep(set);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new BrowserPage(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(ct), headers);
    }

    public void Dispose() => http.Dispose();

    private void Keep(string set)
    {
        var parts = set.Split(';', 2);
        var pair = parts[0].Split('=', 2);
        CookieAttributes[pair[0]] = parts.ElementAtOrDefault(1) ?? "";
        var over = parts.ElementAtOrDefault(1)?.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase) == true;
        if (over) cookies.Remove(pair[0]);
        else cookies[pair[0]] = pair[1];
    }
}

/// <summary>What came back.</summary>
/// <param name="Location">Where a redirect leads, as it was written.</param>
public sealed partial record BrowserPage(HttpStatusCode Status, string? Location, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The hidden fields of its only form, and what is filled in already.</summary>
    public Dictionary<string, string> Fields() => Input().Matches(Text)
        .Select(input => (Name: Attribute(input.Value, "name"), Value: Attribute(input.Value, "value")))
        .Where(field => field.Name is not null)
        .ToDictionary(field => field.Name!, field => field.Value ?? "");

    /// <summary>The form, with these fields filled in.</summary>
    public Dictionary<string, string> Filled(params IEnumerable<(string Name, string Value)> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var form = Fields();
        foreach (var (name, value) in fields) form[name] = value;
        return form;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"", RegexOptions.CultureInvariant) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Input();
}
