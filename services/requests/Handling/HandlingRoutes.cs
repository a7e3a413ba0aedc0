using Alliance.Requests.Reading;

namespace Alliance.Requests.Handling;

internal static class HandlingRoutes
{
    public static void MapHandling(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/coordinators", ListCoordinators.Handle).Produces<CoordinatorList>();
        app.MapPost("/api/requests/{id:guid}/hold", HoldAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/resume", ResumeAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/hand-over", HandOverAssistanceRequest.Handle).Produces<RequestView>();
    }
}
