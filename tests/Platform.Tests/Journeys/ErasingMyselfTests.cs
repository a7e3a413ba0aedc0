using System.Net;
using System.Text.RegularExpressions;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A person has themselves erased in the browser: in two steps, and out at once.</summary>
[Collection<WholePlatform>]
public sealed partial class ErasingMyselfTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_writes_the_own_address_is_erased_and_does_not_come_in_again()
    {
        var person = platform.People.Find("Forget Menot");
        using var browser = new PlainBrowser(platform.Platform.Address);
        await browser.SignIn(person.Email, PeopleDirectory.Password, "/my-data");
        Assert.Contains(person.Email, await Text(await browser.Get("/my-data")), StringComparison.Ordinal);
        Assert.Contains("Erase my data", await Text(await browser.Get("/my-data/erase")), StringComparison.Ordinal);

        // Somebody else's address: nothing happens, and what was typed stands there still.
        var refused = await Erase(browser, "somebody-else@example.org");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("somebody-else@example.org", await Text(refused), StringComparison.Ordinal);
        Assert.Contains(person.Email, await Text(await browser.Get("/my-data")), StringComparison.Ordinal);

        var erased = await Erase(browser, person.Email.ToUpperInvariant());
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Contains("Your data are being erased", await Text(erased), StringComparison.Ordinal);

        // The very next click.
        await browser.Get("/inbox");
        Assert.Equal("/account/sign-in", browser.Way[^1].AbsolutePath);
        await browser.SignIn(person.Email, PeopleDirectory.Password, "/inbox");
        Assert.Equal("/account/sign-in", browser.Way[^1].AbsolutePath);
    }

    private static async Task<HttpResponseMessage> Erase(PlainBrowser browser, string email)
    {
        var form = Form().Matches(await Text(await browser.Get("/my-data/erase"))).Single(f => f.Value.Contains("name=\"email\"", StringComparison.Ordinal)).Value;
        (string, string)[] hidden = [.. Input().Matches(form).Select(input => (Attribute(input.Value, "name"), Attribute(input.Value, "value")))];
        return await browser.Follow(HttpMethod.Post, "/my-data/erase", [.. hidden, ("email", email)]);
    }

    private static Task<string> Text(HttpResponseMessage page) => page.Content.ReadAsStringAsync(Ct);

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Input();
}
