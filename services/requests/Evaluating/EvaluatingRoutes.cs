using System.Security.Claims;
using Alliance.Contracts;
using Alliance.Shared.Identity;

namespace Alliance.Requests.Evaluating;

internal static class EvaluatingRoutes
{
    public static void MapEvaluating(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/requests/{id:guid}/evaluations", ListEvaluations.Handle).Produces<EvaluationsView>();
        app.MapPost("/api/requests/{id:guid}/evaluations/{evaluationId:guid}", GiveEvaluation.Handle).Produces<EvaluationItem>();
        app.MapPost("/api/requests/{id:guid}/evaluations/link", IssueParticipantsLink.Handle).Produces<NewLink>();
        // Of the page of signed links alone; the gateway has no way there.
        app.MapGet("/internal/links", AnswerByLink.Show).ForPortal().Produces<LinkShown>();
        app.MapPost("/internal/links", AnswerByLink.Act).ForPortal().Produces<LinkShown>();
    }

    private static RouteHandlerBuilder ForPortal(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(Access.Internal).RequireAuthorization(policy => policy.RequireAssertion(given => given.User.FindFirstValue("sub") == "service-portal"))
            .ExcludeFromDescription();
}
