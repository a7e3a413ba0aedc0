using Alliance.Requests.Attaching;
using Alliance.Requests.Reading;
using Alliance.Requests.Translating;

namespace Alliance.Requests.Exchanging;

internal static class ExchangingRoutes
{
    public static void MapExchanging(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/requests/{id:guid}/messages", ListMessages.Handle).Produces<MessagesView>();
        app.MapPost("/api/requests/{id:guid}/messages", SendMessage.Handle).Produces<MessageView>(StatusCodes.Status201Created);
        app.MapPut("/api/requests/{id:guid}/translations/{language}", TranslateAssistanceRequest.Handle).Produces<RequestView>();
        // What is handed over beside what is said.
        app.MapAttaching();
    }
}
