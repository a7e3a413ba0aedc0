using Alliance.Requests.Attaching;

namespace Alliance.Requests.Exchanging;

internal static class ExchangingRoutes
{
    public static void MapExchanging(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/requests/{id:guid}/messages", ListMessages.Handle).Produces<MessagesView>();
        app.MapPost("/api/requests/{id:guid}/messages", SendMessage.Handle).Produces<MessageView>(StatusCodes.Status201Created);
        // What is handed over beside what is said.
        app.MapAttaching();
    }
}
