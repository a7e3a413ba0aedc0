using System.Net;
using System.Text.RegularExpressions;
using Alliance.Requests;
using Alliance.Services.Tests.Requests;
using Xunit;
using Place = Alliance.Requests.Place;

namespace Alliance.Services.Tests.Portal;

/// <summary>What anybody reads on the portal: published requests on a map, in figures, in pages and one by one.</summary>
[Collection("portal")]
public sealed partial class PublishedTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Published_requests_are_counted_filtered_paged_and_shown_one_by_one()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 23; i++) ids.Add((await slice.Requests.Store(Of(RequestStatus.Matching, "public", $"Довгий список {i}"), Ct)).Id);
        var hidden = (await slice.Requests.Store(Of(RequestStatus.Matching, "members", "Не для всіх"), Ct)).Id;
        var early = (await slice.Requests.Store(Of(RequestStatus.InReview, "public", "Ще не схвалено"), Ct)).Id;
        await using var fresh = slice.Copy();
        var browser = slice.Browser(null, "en", fresh);

        var first = (await browser.Get("/published?oblast=UA74&topic=", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("23 requests", first.Document.QuerySelector("#requests")!.TextContent);
        Assert.Equal("23", first.Document.QuerySelector("a[href='/published?oblast=UA74']")!.Closest("tr")!.QuerySelector("td")!.TextContent);
        var second = (await browser.Get(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
        var seen = new[] { first, second }.SelectMany(p => Address().Matches(p.Html)).Select(m => Guid.Parse(m.Groups[1].Value)).ToArray();
        Assert.Equal(ids.Order(), seen.Order());

        var one = (await browser.Get($"/published/{ids[0]}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Довгий список 0", one.Heading);
        foreach (var secret in (string[])["Соборна", "olena", "Олена", "Мережа 1974", Some.Hromada.ToString()]) Assert.DoesNotContain(secret, one.Html, StringComparison.Ordinal);
        // Whoever looks: this page knows nobody.
        foreach (var id in (Guid[])[hidden, early, Guid.CreateVersion7()])
        {
            (await browser.Get($"/published/{id}", Ct)).Must(HttpStatusCode.NotFound);
            (await slice.Browser(slice.Requests.Coordinator(), "en", fresh).Get($"/published/{id}", Ct)).Must(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Filters_that_fit_nothing_say_so_and_lead_back()
    {
        await slice.Requests.Store(Of(RequestStatus.Approved, "public", "Одна", "UA05020010000053508"), Ct);
        await using var fresh = slice.Copy();
        foreach (var query in (string[])["?topic=no-such-topic", "?oblast=UA74&topic=waste-management", "?cursor=nonsense"])
        {
            var page = (await slice.Browser(null, "en", fresh).Get("/published" + query, Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("No published request fits.", page.Text, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector("main .govuk-inset-text a[href='/published']"));
        }
    }

    [Fact]
    public async Task The_inbox_count_stands_in_the_header_of_every_page_and_is_left_out_while_nobody_tells_it()
    {
        var person = slice.Requests.Coordinator();
        await using var fresh = slice.Copy();
        slice.Answers["/api/inbox/unread"] = """{ "unread": 7 }""";
        try
        {
            foreach (var path in (string[])["/today", "/published", "/contact"])
                Assert.StartsWith("7", (await slice.Browser(person, "en", fresh).Get(path, Ct)).Must(HttpStatusCode.OK).Document.QuerySelector(".app-count:not([hidden])")!.TextContent, StringComparison.Ordinal);
            Assert.Null((await slice.Browser(null, "en", fresh).Get("/contact", Ct)).Document.QuerySelector(".app-count"));
        }
        finally
        {
            slice.Answers.Remove("/api/inbox/unread");
        }
        var page = (await slice.Browser(person, "en", fresh).Get("/today", Ct)).Must(HttpStatusCode.OK);
        Assert.NotNull(page.Document.QuerySelector(".app-count[hidden]"));
    }

    private static AssistanceRequest Of(RequestStatus status, string visibility, string title, string place = "UA74020010000010449") => Some.Request(status, Some.Complete with
    {
        Visibility = visibility, Title = title, Place = new Place(place, "вул. Соборна, 1", "safe"),
    });

    [GeneratedRegex("href=\"/published/([0-9a-f-]{36})\"")]
    private static partial Regex Address();
}
