using Alliance.Requests.Reading;

namespace Alliance.Requests.Submitting;

internal static class SubmittingRoutes
{
    public static void MapSubmitting(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests/{id:guid}/submit", SubmitAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/reply", ReplyToComment.Handle).Produces<RequestView>();
    }
}
