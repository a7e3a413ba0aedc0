using Alliance.Requests.Reading;

namespace Alliance.Requests.Reviewing;

internal static class ReviewingRoutes
{
    public static void MapReviewing(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests/{id:guid}/take", TakeAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/return", ReturnAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/approve", ApproveAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/reject", RejectAssistanceRequest.Handle).Produces<RequestView>();
    }
}
