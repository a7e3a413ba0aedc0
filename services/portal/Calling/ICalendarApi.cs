using Refit;

namespace Alliance.Portal.Calling;

/// <summary>The link by which one's calendar program reads the days of one's assignments.</summary>
internal interface ICalendarApi
{
    [Get("/api/assignments/calendar")]
    Task<ApiResponse<CalendarFeed>> Read(CancellationToken ct);

    [Post("/api/assignments/calendar")]
    Task<ApiResponse<CalendarFeed>> Make(CancellationToken ct);

    [Post("/api/assignments/calendar/end")]
    Task<ApiResponse<CalendarFeed>> End(CancellationToken ct);
}

/// <param name="Token">Only when it was just made.</param>
internal sealed record CalendarFeed(DateTimeOffset? MadeAt, string? Token);
