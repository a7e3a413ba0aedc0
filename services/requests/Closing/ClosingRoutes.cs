using Alliance.Requests.Reading;

namespace Alliance.Requests.Closing;

internal static class ClosingRoutes
{
    public static void MapClosing(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests/{id:guid}/close", CloseAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/follow-up", FollowUpAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/withdraw", WithdrawAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/cancel", CancelAssistanceRequest.Handle).Produces<RequestView>();
    }
}
