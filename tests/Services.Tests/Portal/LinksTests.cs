using System.Net;
using Alliance.Contracts;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The page of a signed link: looked at without consequence, answered once, in the language of the mail, helpful when it is too late.</summary>
[Collection("portal")]
public sealed class LinksTests(PortalSlice slice)
{
    private int number;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestIssuer Owner => slice.Requests.Issuer;

    [Fact]
    public async Task Looking_shows_what_it_is_about_and_why_and_does_nothing()
    {
        var token = Link(LinkState.Open);
        var acts = Owner.Acts.Count;
        var page = (await slice.Browser(null).Get($"/links?t={token}&lang=bg", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("bg", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("REQ-2026-000042", page.Heading, StringComparison.Ordinal);
        Assert.Contains("Knows water.", page.Text, StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll("form[method=post][action^='/links']").Length);
        Assert.Equal(acts, Owner.Acts.Count);
    }

    [Fact]
    public async Task Its_address_goes_to_no_other_page_and_nothing_is_kept()
    {
        var token = Link(LinkState.Open);
        var page = await slice.Browser(null).Get($"/links?t={token}&lang=en", Ct);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("no-store", page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var told = page.Document.All.SelectMany(e => e.Attributes).Select(a => a.Value).Where(v => v.Contains(token, StringComparison.Ordinal) && v != token);
        Assert.All(told, address => Assert.StartsWith("/links?", address, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[src], link[href]"), e => (e.GetAttribute("src") ?? e.GetAttribute("href"))!.Contains("//", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accepting_asks_for_the_conflict_and_is_done_once()
    {
        var (token, browser) = (Link(LinkState.Open), slice.Browser(null));
        var page = await browser.Get($"/links?t={token}&lang=en", Ct);
        var refused = await browser.Post(page.Address, Form(token, "accept"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotEmpty(refused.Errors);

        var done = (await browser.Post("/links?lang=en", Form(token, "accept", ("conflictOfInterest.declared", "false")), Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Thank you, your answer is recorded", done.Heading);
        var again = await browser.Post("/links?lang=en", Form(token, "accept", ("conflictOfInterest.declared", "false")), Ct);
        Assert.Equal((HttpStatusCode.Conflict, "This invitation is answered"), (again.Status, again.Heading));
        Assert.Equal("This invitation is answered", (await browser.Get($"/links?t={token}&lang=en", Ct)).Must(HttpStatusCode.OK).Heading);
    }

    [Fact]
    public async Task Declining_says_the_code()
    {
        var token = Link(LinkState.Open);
        (await slice.Browser(null).Post("/links?lang=en", Form(token, "decline", ("code", "language"), ("text", "No Ukrainian")), Ct)).Must(HttpStatusCode.OK);
        var act = Owner.Acts.Last(a => a.Verb == "decline");
        Assert.Equal(("language", "No Ukrainian"), (act.Body!["code"]!.GetValue<string>(), act.Body["text"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(LinkState.Expired, HttpStatusCode.Gone, "Термін цього запрошення минув")]
    [InlineData(LinkState.MovedOn, HttpStatusCode.Gone, "Це запрошення вже не актуальне")]
    [InlineData(LinkState.Answered, HttpStatusCode.OK, "На це запрошення вже є відповідь")]
    [InlineData("unknown", HttpStatusCode.NotFound, "Це посилання невідоме")]
    public async Task A_link_that_is_worth_nothing_says_why_and_what_to_do(string state, HttpStatusCode status, string heading)
    {
        var token = state == "unknown" ? new string('u', 43) : Link(state);
        var page = (await slice.Browser(null).Get($"/links?t={token}&lang=uk", Ct)).Must(status);
        Assert.Equal(heading, page.Heading);
        Assert.NotNull(page.Document.QuerySelector("main a[href='/contact']"));
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.NotEqual(HttpStatusCode.OK, (await slice.Browser(null).Post("/links?lang=uk", Form(token, "accept", ("conflictOfInterest.declared", "false")), Ct)).Status);
    }

    [Fact]
    public async Task What_can_be_no_link_is_asked_of_nobody_and_stands_in_no_other_links_way()
    {
        var token = Link(LinkState.Open);
        string[] strange = ["%00", "%C3%A9", "%F0%9F%98%80", "", "x", new string('a', 5_000), $"%0A{token[1..]}", $"{token}%C3%A9"];
        foreach (var none in strange.Concat(strange))
        {
            (await slice.Browser(null).Get($"/links?t={none}&lang=en", Ct)).Must(HttpStatusCode.NotFound);
            Assert.Equal(HttpStatusCode.NotFound, (await slice.Browser(null).Post($"/links?t={none}&lang=en", Form("", "accept"), Ct)).Status);
        }
        (await slice.Browser(null).Get($"/links?t={token}&lang=en", Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_nobody_answers_for_links_the_page_says_so()
    {
        var token = Link(LinkState.Open);
        Owner.Away = true;
        try
        {
            (await slice.Browser(null).Get($"/links?t={token}&lang=en", Ct)).Must(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            Owner.Away = false;
        }
    }

    private string Link(string state)
    {
        var token = $"{Guid.NewGuid():n}{Interlocked.Increment(ref number):d11}";
        Owner.Shown[token] = new LinkShown(
            LinkPurpose.AnswerInvitation, state, Guid.CreateVersion7(), Guid.CreateVersion7(), state == LinkState.Answered ? "accepted" : "invited", Guid.CreateVersion7(), "REQ-2026-000042",
            DateTimeOffset.UtcNow.AddDays(3), new DayPeriod(new(2027, 2, 2), new(2027, 2, 6)), "onsite", "safe", "UA32", ["water-supply"], 5, [new LinkReason("skills", 30, 45, "Knows water.")]);
        return token;
    }

    private static Dictionary<string, string> Form(string token, string verb, params IEnumerable<(string Name, string Value)> fields) =>
        new([KeyValuePair.Create("t", token), KeyValuePair.Create("verb", verb), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
}
