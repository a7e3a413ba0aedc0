namespace Alliance.Notifications.Reading;

internal static class ReadingRoutes
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        app.MapListInbox();
        app.MapCountUnread();
        app.MapReadNotice();
        app.MapStreamUnread();
    }
}
