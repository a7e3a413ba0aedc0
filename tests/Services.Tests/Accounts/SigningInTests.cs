using System.Net;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>The pages where people sign in.</summary>
[Collection("provider")]
public sealed class SigningInTests(ProviderSlice provider)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_a_locked_account_get_one_answer()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var wrong = await Attempt(person.Value.Email, "not the password");
        var unknown = await Attempt("nobody-at-all@example.org", "not the password");
        for (var i = 0; i < 10; i++) await Attempt(person.Value.Email, "not the password");
        var locked = await Attempt(person.Value.Email, ProviderSlice.Password);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(Plain(wrong, person.Value.Email), Plain(unknown, "nobody-at-all@example.org"));
        Assert.Equal(Plain(wrong, person.Value.Email), Plain(locked, person.Value.Email));
    }

    [Fact]
    public async Task A_lock_out_holds_over_a_second_copy_of_the_service()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        for (var i = 0; i < 10; i++) await Attempt(person.Value.Email, "not the password");
        // What counts stands in the file that all copies share, not in a process.
        await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(provider.Services);
        var db = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Alliance.Accounts.SigningIn.CredentialsDb>(scope.ServiceProvider);
        Assert.Contains(db.FailedAttempts, a => a.Count >= 10);
        Assert.Equal(HttpStatusCode.BadRequest, (await Attempt(person.Value.Email, ProviderSlice.Password)).Status);
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_until_it_is_changed()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert, mustChange: true);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var page = await flow.SignIn(browser, person.Value.Email, ProviderSlice.Password, Ct);
        Assert.Contains("id=\"repeated\"", page.Text, StringComparison.Ordinal);
        var around = await browser.Get(flow.AuthorizeWith(), Ct);
        Assert.StartsWith("/account/change-password", around.Location, StringComparison.Ordinal);

        foreach (var bad in new[] { "short", "password1234", "alliance-for-all", ProviderSlice.Password })
        {
            var refused = await browser.Post("/account/change-password", page.Filled(("current", ProviderSlice.Password), ("password", bad), ("repeated", bad)), Ct);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        }
        const string Better = "quiet orchard seventeen";
        var changed = await browser.Post("/account/change-password", page.Filled(("current", ProviderSlice.Password), ("password", Better), ("repeated", Better)), Ct);
        Assert.Equal(HttpStatusCode.Found, changed.Status);
        var done = await browser.Follow(changed.Location!, Ct, until: provider.Callback);
        Assert.Contains("code=", done.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Attempt(person.Value.Email, ProviderSlice.Password)).Status);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var page = await browser.Post("/account/sign-in", [new("email", person.Value.Email), new("password", ProviderSlice.Password)], Ct);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain("__Host-accounts", browser.Cookies.Keys);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?x")]
    [InlineData("/connect/authorize?x\\..\\evil")]
    [InlineData("/\\evil.example")]
    [InlineData("/account/../evil")]
    public async Task Signing_in_leads_back_into_the_provider_or_to_the_front_page(string returnUrl)
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var form = await browser.Get("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), Ct);
        var answer = await browser.Post("/account/sign-in", form.Filled(("email", person.Value.Email), ("password", ProviderSlice.Password), ("returnUrl", returnUrl)), Ct);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal("/", answer.Location);
    }

    [Theory]
    [InlineData("uk", "Увійти")]
    [InlineData("bg", "Вход")]
    [InlineData("en", "Sign in")]
    public async Task The_page_speaks_the_language_of_the_browser_and_says_so(string language, string text)
    {
        using var browser = provider.Browser();
        browser.Headers["Accept-Language"] = language;
        var page = await browser.Get("/account/sign-in", Ct);
        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains(text, WebUtility.HtmlDecode(page.Text), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("unsafe-inline", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_cookies_are_closed_to_scripts_and_bound_to_this_host()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        await new CodeFlow(provider).Code(browser, person.Value.Email, Ct);
        Assert.Contains("__Host-accounts", browser.Cookies.Keys);
        foreach (var (name, attributes) in browser.CookieAttributes)
        {
            Assert.StartsWith("__Host-", name, StringComparison.Ordinal);
            Assert.Contains("secure", attributes, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", attributes, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", attributes, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", attributes, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_the_sign_out()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (_, tokens) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct);
        using var thief = provider.Browser();
        foreach (var (name, value) in browser.Cookies) thief.Cookies[name] = value;
        Assert.Contains("code=", (await thief.Get(new CodeFlow(provider).AuthorizeWith(), Ct)).Location, StringComparison.Ordinal);

        await browser.Get("/connect/logout?id_token_hint=" + tokens["id_token"]!.GetValue<string>(), Ct);
        var page = await thief.Get(new CodeFlow(provider).AuthorizeWith(), Ct);
        Assert.StartsWith("/account/sign-in", page.Location, StringComparison.Ordinal);
    }

    private async Task<Testing.BrowserPage> Attempt(string email, string password)
    {
        using var browser = provider.Browser();
        return await new CodeFlow(provider).SignIn(browser, email, password, Ct);
    }

    /// <summary>What differs from call to call, or repeats what was typed.</summary>
    private static string Plain(Testing.BrowserPage page, string email) =>
        string.Join('\n', page.Text.Replace(WebUtility.HtmlEncode(email), "…", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("type=\"hidden\"", StringComparison.Ordinal)));
}
