using Alliance.Experts.Proposing;

namespace Alliance.Experts.Agreeing;

internal static class AgreeingRoutes
{
    public static void MapAgreeing(this IEndpointRouteBuilder app)
    {
        app.MapPut("/api/assignments/{id:guid}/terms", ChangeTerms.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/agree", AgreeToTerms.Handle).Produces<AssignmentView>();
    }
}
