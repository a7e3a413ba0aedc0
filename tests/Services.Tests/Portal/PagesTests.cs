using System.Net;
using System.Text.RegularExpressions;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using AngleSharp.Dom;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>Every page: in every language, in words of the resources alone, guarded, small, and a page for each problem.</summary>
[Collection("portal")]
public sealed partial class PagesTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Public = ["/", "/how-it-works", "/published", "/contact", "/privacy", "/accessibility", "/no-such-page"];

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    [InlineData("bg")]
    public async Task A_page_speaks_the_language_of_the_browser(string language)
    {
        var browser = slice.Browser(null, language);
        foreach (var path in Public)
        {
            var page = await browser.Get(path, Ct);
            Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.Document.QuerySelectorAll("h1"));
            Assert.Equal(language == "en", Latin().IsMatch(page.Heading));
        }
    }

    [Fact]
    public async Task A_chosen_language_is_kept_over_the_browsers()
    {
        var browser = slice.Browser(null, "en");
        Assert.Equal("uk", (await browser.Get("/?lang=uk", Ct)).Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("uk", (await browser.Get("/contact", Ct)).Document.DocumentElement.GetAttribute("lang"));
    }

    /// <summary>The pseudo-language marks what comes from the resources and the code lists; what is not marked is not translated.</summary>
    [Fact]
    public async Task No_page_shows_words_that_are_not_from_the_resources()
    {
        var (authority, coordinator) = (slice.Requests.Applicant(), slice.Requests.Person((Guid.CreateVersion7(), Roles.Coordinator)));
        var draft = await authority.Draft(Ct);
        var submitted = await authority.Submitted(Ct);
        var reviewed = await authority.Submitted(Ct);
        await coordinator.Post($"/api/requests/{reviewed.Id}/take", null, Ct, reviewed.Revision);
        foreach (var path in Public) await Check(null, path);
        await Check(null, $"/published/{(await slice.Requests.Store(Requests.Some.Request(Alliance.Requests.RequestStatus.Approved, Requests.Some.Complete with { Visibility = "public" }), Ct)).Id}");
        foreach (var path in (string[])["/requests", $"/requests/{draft.Id}", $"/requests/{draft.Id}/form", $"/requests/{draft.Id}/form/check", $"/requests/{draft.Id}/form/needs",
            $"/requests/{draft.Id}/form/needs/0", $"/requests/{submitted.Id}", $"/requests/{draft.Id}/do/discard", $"/requests/{submitted.Id}/do/withdraw", "/today"])
            await Check(authority.Signatory, path);
        foreach (var topic in (string[])["subject", "topics", "situation", "assistance", "place", "time", "contact", "visibility"]) await Check(authority.Editor, $"/requests/{draft.Id}/form/{topic}");
        foreach (var path in (string[])["/pipeline", "/today", $"/requests/{submitted.Id}", $"/requests/{submitted.Id}/do/take", $"/review/{reviewed.Id}", $"/review/{reviewed.Id}/return", $"/requests/{reviewed.Id}/do/reject"])
            await Check(coordinator, path);
        var (chief, own) = (await slice.Accounts.Administrator(Ct), await slice.Accounts.Organisation(Ct));
        var member = await slice.Accounts.Somebody(Ct, (own, Roles.AuthorityEditor));
        var administrator = slice.Accounts.Calls(chief.Id, claimed: (slice.Accounts.Secretariat, Roles.Administrator));
        foreach (var path in (string[])["/organisations", "/organisations/new", $"/organisations/{own}", $"/organisations/{own}/change", $"/organisations/{own}/do/suspend", $"/organisations/{own}/do/leave",
            $"/organisations/{own}/people/new", $"/organisations/{own}/people/{member.Id}", $"/organisations/{own}/people/{member.Id}/do/end", $"/organisations/{own}/people/{member.Id}/access/end"])
            await Check(administrator, path);

        async Task Check(Requests.ApiPerson? person, string path)
        {
            var page = await slice.Browser(person, Languages.Pseudo).Get(path + "?lang=" + Languages.Pseudo, Ct);
            Assert.True((int)page.Status < 500, $"{path}: {page.Status}");
            Assert.Equal(Languages.Pseudo, page.Document.DocumentElement.GetAttribute("lang"));
            var foreign = page.Document.Body!.Descendants<IText>()
                .Where(t => t.ParentElement!.Closest("script, style, textarea, [data-own], .app-languages, code") is null)
                .Select(t => Marked().Replace(t.Text, "").Trim())
                .Where(t => t.Any(char.IsLetter) && !Reference().IsMatch(t))
                .Concat(page.Document.QuerySelectorAll("[aria-label]").Select(e => Marked().Replace(e.GetAttribute("aria-label")!, "")).Where(t => t.Any(char.IsLetter)))
                .ToArray();
            Assert.True(foreign.Length == 0, $"{path}: {string.Join(" / ", foreign)}");
        }
    }

    [Fact]
    public async Task Every_page_carries_the_guard_and_nothing_inline()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        foreach (var path in Public.Concat([$"/requests/{draft.Id}/form/subject", "/problem/503"]))
        {
            var page = await slice.Browser(authority.Editor).Get(path, Ct);
            Assert.Equal(Guard.Policy, page.Headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotContain("unsafe-inline", Guard.Policy, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("[style], style, script:not([src])"));
            Assert.DoesNotContain(page.Document.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.Equal("no-store", page.Headers.CacheControl?.ToString().Split(',')[0]);
        }
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_sign_in_and_back()
    {
        foreach (var path in (string[])["/requests", "/today", "/inbox", "/profile", "/pipeline?topic=water-supply"])
        {
            var page = await slice.Browser(null).Get(path, Ct);
            Assert.Equal("/sign-in?returnUrl=" + Uri.EscapeDataString(path), page.Address);
        }
    }

    [Theory]
    [InlineData("/today")]
    [InlineData("/pipeline")]
    [InlineData("/roster")]
    [InlineData("/profile")]
    [InlineData("/organisations")]
    [InlineData("/organisations/new")]
    public async Task A_page_of_another_role_is_not_yours(string path)
    {
        var page = (await slice.Browser(slice.Requests.Applicant().Editor, "uk").Get(path, Ct)).Must(HttpStatusCode.Forbidden);
        Assert.Equal("Це не у ваших повноваженнях", page.Heading);
    }

    [Fact]
    public async Task What_does_not_answer_is_a_page_that_says_so()
    {
        var page = (await slice.Browser(slice.Requests.Person((Guid.CreateVersion7(), Roles.Expert)), "bg").Get("/assignments", Ct)).Must(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Тази част временно не отговаря", page.Heading);
    }

    [Fact]
    public async Task A_first_visit_stays_under_150_kilobytes_and_a_later_page_under_30()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        using var http = slice.Bare(authority.Editor.Token);
        var heaviest = 0L;
        foreach (var path in Public.Concat(["/requests", $"/requests/{draft.Id}", $"/requests/{draft.Id}/form", $"/requests/{draft.Id}/form/topics", $"/requests/{draft.Id}/form/check"]))
            heaviest = Math.Max(heaviest, await Weight(http, path + "?lang=uk"));
        Assert.InRange(heaviest, 1_000, 30_000);
        long assets = 0;
        foreach (var asset in (string[])["portal.css", "portal.js", "emblem.svg", "icons.svg", "source-sans-3-latin.woff2", "source-sans-3-cyrillic.woff2"]) assets += await Weight(http, "/assets/" + asset);
        Assert.InRange(heaviest + assets, 1_000, 150_000);
        TestContext.Current.SendDiagnosticMessage("heaviest page {0}, assets {1} bytes", heaviest, assets);
    }

    [Fact]
    public async Task An_asset_is_kept_until_its_content_changes()
    {
        using var http = slice.Bare(null);
        var page = await slice.Browser(null).Get("/", Ct);
        var css = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var answer = await http.GetAsync(css, Ct);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        using var again = new HttpRequestMessage(HttpMethod.Get, css);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await http.SendAsync(again, Ct);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    private static async Task<long> Weight(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Ct);
        return (await answer.Content.ReadAsByteArrayAsync(Ct)).LongLength;
    }

    /// <summary>Innermost first, since a text may hold another.</summary>
    [GeneratedRegex("⟦(?>[^⟦⟧]+|⟦(?<open>)|⟧(?<-open>))*⟧")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\W*REQ-\d{4}-\d{6}\W*$")]
    private static partial Regex Reference();

    [GeneratedRegex("[A-Za-z]{3}")]
    private static partial Regex Latin();
}
