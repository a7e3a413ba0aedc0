using Alliance.Requests.Reading;

namespace Alliance.Requests.Matching;

internal static class MatchingRoutes
{
    public static void MapMatching(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests/{id:guid}/open", OpenAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/unfilled", EndUnfilled.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/deliver", DeliverAssistanceRequest.Handle).Produces<RequestView>();
    }
}
