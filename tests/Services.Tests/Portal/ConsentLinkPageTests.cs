using System.Net;
using Alliance.Contracts;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The page of a supervisor's link: without signing in, looked at without consequence, done once, helpful when it is too late.</summary>
[Collection("portal")]
public sealed class ConsentLinkPageTests(PortalSlice slice)
{
    private static int number;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestIssuer Owner => slice.Requests.Issuer;

    [Fact]
    public async Task A_supervisor_sees_who_asks_and_says_until_when()
    {
        var token = Link(LinkState.Open);
        var browser = slice.Browser(null);
        var page = (await browser.Get($"/links?t={token}&lang=en", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Do you let this colleague go as an expert?", page.Heading);
        Assert.Contains("Head of water", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Owner.Acts, a => a.Body?["position"]?.GetValue<string>() == token);

        var done = (await browser.Post("/links?lang=en", Form(token), Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Thank you, your consent is recorded", done.Heading);
        var act = Owner.Acts.Single(a => a.Body?["position"]?.GetValue<string>() == token);
        Assert.Equal(("employer-consent", "2027-12-31"), (act.Verb, act.Body!["until"]!.GetValue<string>()));
        var again = await browser.Post("/links?lang=en", Form(token), Ct);
        Assert.Equal((HttpStatusCode.Conflict, "This consent has been given already"), (again.Status, again.Heading));
    }

    [Theory]
    [InlineData(LinkState.Expired, "uk", "Час дії цього посилання минув")]
    [InlineData(LinkState.MovedOn, "bg", "Тази връзка вече не е нужна")]
    public async Task Too_late_says_what_to_do(string state, string language, string heading)
    {
        var page = await slice.Browser(null).Get($"/links?t={Link(state)}&lang={language}", Ct);
        Assert.Equal((HttpStatusCode.Gone, heading), (page.Status, page.Heading));
        Assert.Empty(page.Document.QuerySelectorAll("form[method=post][action^='/links']"));
    }

    private string Link(string state)
    {
        var token = $"consent-{Interlocked.Increment(ref number)}".PadRight(43, 'A');
        Owner.Shown[token] = new LinkShown(
            LinkPurpose.EmployerConsent, state, Guid.CreateVersion7(), Guid.CreateVersion7(), "active", Guid.Empty, null, DateTimeOffset.UtcNow.AddDays(3), null, null, null, null, [], 0, [], "Head of water");
        return token;
    }

    /// <summary>The token as the position: what was sent is found again by it.</summary>
    private static Dictionary<string, string> Form(string token) => new()
    {
        ["t"] = token, ["verb"] = "employer-consent", ["until.day"] = "31", ["until.month"] = "12", ["until.year"] = "2027", ["position"] = token,
    };
}
