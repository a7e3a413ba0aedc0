using System.Text;
using Alliance.Contracts;
using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Alliance.Shared.Identity;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Alliance.Portal.Subscribing;

/// <summary>
/// GET /links/calendar.ics: for calendar programs, which come without a session and by the secret link of an expert. Whole days, the reference and how it stands; what it is
/// about is behind the sign-in, where the link of an entry leads.
/// </summary>
internal static class CalendarOf
{
    public const string Path = SignedLinks.Path + "/calendar.ics";

    public static void MapCalendar(this IEndpointRouteBuilder app) => app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Handle).AllowAnonymous();

    public static string AddressOf(string origin, string token, string language) => $"{origin}{Path}?t={token}&lang={language}";

    private static async Task<IResult> Handle(string? t, ICalendars calendars, PortalSettings settings, Text text, Codes codes, HttpContext http, CancellationToken ct)
    {
        if (t is null || !SignedLinks.CouldBe(t)) return Results.StatusCode(StatusCodes.Status404NotFound);
        var answer = await calendars.Show(t, ct);
        if (answer.Content is not { } shown) return Results.StatusCode(Refused.Of(answer) is { Status: StatusCodes.Status404NotFound } ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
        await codes.Load(ct);
        var written = Write(shown, settings.Origin ?? "", text["calendar-feed.name"], days => $"{days.Reference}: {codes.Label("assignment-status", days.Status)}");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(Encoding.UTF8.GetBytes(written), "text/calendar; charset=utf-8");
    }

    /// <summary>Pure.</summary>
    public static string Write(CalendarShown shown, string origin, string name, Func<CalendarDays, string> summary)
    {
        var calendar = new Calendar { ProductId = "-//European Alliance of Cities and Regions//Assignments//EN" };
        calendar.AddProperty("X-WR-CALNAME", name);
        foreach (var days in shown.Items)
        {
            var changed = new CalDateTime(days.ChangedAt.UtcDateTime, CalDateTime.UtcTzId);
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{days.AssignmentId}@alliance", Summary = summary(days), Url = new Uri($"{origin}/assignments/{days.AssignmentId}"), Status = "CONFIRMED",
                // The last day is the first that is free again: RFC 5545, 3.6.1.
                Start = new CalDateTime(days.Period.From), End = new CalDateTime(days.Period.To.AddDays(1)), DtStamp = changed, LastModified = changed
            });
        }
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }
}
