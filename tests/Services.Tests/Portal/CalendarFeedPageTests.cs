using System.Net;
using Alliance.Contracts;
using Alliance.Portal.Subscribing;
using Alliance.Shared.Identity;
using Ical.Net;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The feed as a calendar program reads it, and the page where its link is made, renewed and ended.</summary>
[Collection("portal")]
public sealed class CalendarFeedPageTests(PortalSlice slice)
{
    private static readonly string Token = "calendar".PadRight(43, 'B');
    private static readonly Guid Assignment = Guid.CreateVersion7();
    private static readonly CalendarShown Days = new([new(Assignment, "REQ-2026-000007", "confirmed", new DayPeriod(new DateOnly(2027, 1, 11), new DateOnly(2027, 1, 15)), new DateTimeOffset(2026, 11, 26, 1, 2, 3, TimeSpan.Zero))]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "REQ-2026-000007: Confirmed")]
    [InlineData("uk", "REQ-2026-000007: Підтверджено")]
    public async Task A_calendar_program_reads_whole_days_by_the_link_alone(string language, string summary)
    {
        slice.Requests.Issuer.Calendars[Token] = Days;
        using var http = slice.Bare(null);
        http.DefaultRequestHeaders.AcceptEncoding.Clear();
        using var answer = await http.GetAsync(new Uri($"{CalendarOf.Path}?t={Token}&lang={language}", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("DTSTART;VALUE=DATE:20270111", text, StringComparison.Ordinal);
        // The first day that is free again.
        Assert.Contains("DTEND;VALUE=DATE:20270116", text, StringComparison.Ordinal);
        Assert.Contains("DTSTAMP:20261126T010203Z", text, StringComparison.Ordinal);
        var entry = Assert.Single(Calendar.Load(text)!.Events);
        Assert.Equal((summary, $"{Assignment}@alliance", $"/assignments/{Assignment}"), (entry.Summary, entry.Uid, entry.Url!.OriginalString));
        Assert.Null(entry.Location);
        Assert.Null(entry.Description);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=abc")]
    [InlineData("?t=nobodys-BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB")]
    public async Task Without_a_link_that_counts_there_is_nothing(string query)
    {
        using var http = slice.Bare(null);
        using var answer = await http.GetAsync(new Uri(CalendarOf.Path + query, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_link_is_made_on_a_page_of_its_own_and_said_once()
    {
        var expert = slice.Browser(slice.Requests.Person(null, (Guid.CreateVersion7(), Roles.Expert)));
        slice.Answers["/api/assignments/calendar"] = """{ "token": null }""";
        try
        {
            var page = (await expert.Get("/assignments/calendar", Ct)).Must(HttpStatusCode.OK);
            Assert.Equal("My assignments in my calendar", page.Heading);
            Assert.Contains("There is no link yet", page.Text, StringComparison.Ordinal);
            slice.Answers["/api/assignments/calendar"] = $$"""{ "madeAt": "2026-11-26T01:00:00Z", "token": "{{Token}}" }""";
            var made = (await expert.Submit(page, Ct)).Must(HttpStatusCode.OK);
            Assert.EndsWith($"{CalendarOf.Path}?t={Token}&lang=en", made.Document.QuerySelector("#calendar-address")!.TextContent, StringComparison.Ordinal);
            slice.Answers["/api/assignments/calendar"] = """{ "madeAt": "2026-11-26T01:00:00Z" }""";
            var later = await expert.Get("/assignments/calendar", Ct);
            Assert.Null(later.Document.QuerySelector("#calendar-address"));
            Assert.Contains("You made a link on 26 November 2026", later.Text, StringComparison.Ordinal);
            slice.Answers["/api/assignments/calendar/end"] = "{}";
            var ended = (await expert.Submit(later, "main form[action$='handler=end']", null, Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("The link is ended", ended.Text, StringComparison.Ordinal);
            (await slice.Browser(slice.Requests.Applicant().Editor).Get("/assignments/calendar", Ct)).Must(HttpStatusCode.Forbidden);
        }
        finally
        {
            slice.Answers.Remove("/api/assignments/calendar");
        }
    }
}
