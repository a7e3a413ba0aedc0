using System.Net;
using System.Text.RegularExpressions;
using Alliance.Gateway.KeepingSessions;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A person with a browser signs in, does something and signs out; and what others could do with what the browser holds.</summary>
[Collection<WholePlatform>]
public sealed partial class BrowserFormsTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_begins_a_request_and_signs_out_and_nobody_begins_one_with_the_stolen_cookie()
    {
        using var browser = await SignedIn();
        var before = await Requests();
        var page = await browser.Get("/requests");
        var form = await Hidden(page);
        await browser.Follow(HttpMethod.Post, "/requests", form);
        Assert.Matches("^/requests/[0-9a-f-]{36}/form$", browser.Way[^1].AbsolutePath);
        Assert.Equal(before + 1, await Requests());

        using var thief = browser.Copy();
        form = await Hidden(await browser.Get("/requests"));
        await browser.Follow(HttpMethod.Post, "/sign-out");
        Assert.DoesNotContain(SessionCookie.Name, browser.Cookies.Keys);
        foreach (var stolen in new[] { thief, browser })
        {
            await stolen.Follow(HttpMethod.Post, "/requests", form);
            Assert.Equal("/account/sign-in", stolen.Way[^1].AbsolutePath);
        }
        Assert.Equal(before + 1, await Requests());
    }

    [Theory]
    [InlineData(null, null, 403)]
    [InlineData(null, "null", 403)]
    [InlineData(null, "https://evil.example", 403)]
    [InlineData("cross-site", "ours", 403)]
    [InlineData("same-site", "ours", 403)]
    [InlineData("same-origin", null, 303)]
    [InlineData(null, "ours", 303)]
    public async Task A_form_is_taken_from_our_own_pages_alone(string? site, string? origin, int status)
    {
        using var browser = await SignedIn();
        var form = await Hidden(await browser.Get("/requests"));
        var before = await Requests();

        using var answer = await Post(browser, form, site, origin);

        Assert.Equal(status, (int)answer.StatusCode == 302 ? 303 : (int)answer.StatusCode);
        Assert.Equal(status == 403 ? before : before + 1, await Requests());
    }

    [Fact]
    public async Task A_form_of_our_own_page_without_its_token_or_with_somebody_elses_is_refused()
    {
        using var browser = await SignedIn();
        using var other = await SignedIn("Dmytro Kravets");
        var form = await Hidden(await browser.Get("/requests"));
        var theirs = await Hidden(await other.Get("/requests"));
        var before = await Requests();
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(browser, [.. form.Where(f => f.Name != "_forgery")], "same-origin", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(browser, theirs, "same-origin", null)).StatusCode);
        Assert.Equal(before, await Requests());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/inbox/..//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-out")]
    public async Task A_sign_in_leads_to_no_other_address_whatever_the_link_says(string returnUrl)
    {
        using var browser = await SignedIn("Andrii Melnyk", returnUrl);
        Assert.All(browser.Way, at => Assert.Equal(platform.Platform.Address.Authority, at.Authority));
        Assert.DoesNotContain(browser.Way, at => at.AbsolutePath == "/sign-out");
        // The same for who is signed in already, and at accounts' own page.
        foreach (var link in new[] { "/sign-in?returnUrl=", "/account/sign-in?returnUrl=" })
        {
            await browser.Get(link + Uri.EscapeDataString(returnUrl));
            Assert.All(browser.Way, at => Assert.Equal(platform.Platform.Address.Authority, at.Authority));
        }
    }

    [Theory]
    [InlineData("same-origin", null)]
    [InlineData(null, "ours")]
    public async Task What_somebody_typed_when_their_session_was_over_is_kept_for_them_whatever_the_browser_says_of_its_page(string? site, string? origin)
    {
        using var browser = await SignedIn();
        var form = await Hidden(await browser.Get("/requests"));
        await browser.Follow(HttpMethod.Post, "/sign-out");
        using var answer = await Post(browser, form, site, origin);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-portal-kept=", StringComparison.Ordinal));
    }

    private async Task<PlainBrowser> SignedIn(string person = "Andrii Melnyk", string returnUrl = "/requests")
    {
        var browser = new PlainBrowser(platform.Platform.Address);
        await browser.SignIn(platform.People.Find(person).Email, PeopleDirectory.Password, returnUrl);
        Assert.Contains(SessionCookie.Name, browser.Cookies.Keys);
        return browser;
    }

    private async Task<HttpResponseMessage> Post(PlainBrowser browser, IEnumerable<(string Name, string Value)> form, string? site, string? origin)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(platform.Platform.Address, "/requests"));
        call.Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        call.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}")));
        if (site is not null) call.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        if (origin is not null) call.Headers.TryAddWithoutValidation("Origin", origin == "ours" ? platform.Platform.Address.GetLeftPart(UriPartial.Authority) : origin);
        return await http.SendAsync(call, Ct);
    }

    /// <summary>How many the team has.</summary>
    private async Task<int> Requests()
    {
        using var signatory = platform.As("Andrii Melnyk");
        var (count, next) = (0, "");
        do
        {
            var page = (await signatory.Get($"/api/requests?limit=100&status=draft{next}", Ct)).Must(HttpStatusCode.OK).Body!;
            count += page["items"]!.AsArray().Count;
            next = page["next"]?.GetValue<string>() is { } cursor ? "&cursor=" + Uri.EscapeDataString(cursor) : null;
        }
        while (next is not null);
        return count;
    }

    private static async Task<(string Name, string Value)[]> Hidden(HttpResponseMessage page)
    {
        var text = await page.Content.ReadAsStringAsync(Ct);
        // Of the page's forms the one that begins a request.
        var form = Form().Matches(text).Single(f => f.Value.Contains("name=\"_key\"", StringComparison.Ordinal)).Value;
        return [.. Input().Matches(form).Select(input => (Attribute(input.Value, "name"), Attribute(input.Value, "value")))];
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Input();
}
