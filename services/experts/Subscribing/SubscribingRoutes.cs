using Alliance.Contracts;
using Alliance.Experts.Linking;

namespace Alliance.Experts.Subscribing;

internal static class SubscribingRoutes
{
    public static void MapSubscribing(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/assignments/calendar", OwnCalendar.Show).Produces<CalendarFeedView>();
        app.MapPost("/api/assignments/calendar", OwnCalendar.Make).Produces<CalendarFeedView>();
        app.MapPost("/api/assignments/calendar/end", OwnCalendar.End).Produces<CalendarFeedView>();
        app.MapGet("/internal/calendar", ShowCalendar.Handle).For("service-portal").Produces<CalendarShown>();
    }
}
