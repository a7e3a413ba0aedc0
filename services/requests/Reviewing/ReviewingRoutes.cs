using Alliance.Requests.Appealing;
using Alliance.Requests.Comparing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Linking;
using Alliance.Requests.Reading;
using Alliance.Requests.Routing;

namespace Alliance.Requests.Reviewing;

/// <summary>From take to a decision, and what may follow on one.</summary>
internal static class ReviewingRoutes
{
    public static void MapReviewing(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests/{id:guid}/take", TakeAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/return", ReturnAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/consult", ConsultOrganisations.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/answer", AnswerConsultation.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/approve", ApproveAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/reject", RejectAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/redirect", RedirectAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/merge", MergeAssistanceRequest.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/appeal", AppealRejection.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/reopen", ReopenAssistanceRequest.Handle).Produces<RequestView>(StatusCodes.Status201Created);
        app.MapGet("/api/requests/{id:guid}/similar", GetSimilar.Handle).Produces<SimilarView>();
        app.MapGet("/api/routing", ReadRouting.Handle).Produces<RoutingView>();
        app.MapPut("/api/routing", ChangeRouting.Handle).Produces<RoutingView>();
    }
}
