namespace Alliance.Experts.Proposing;

internal static class ProposingRoutes
{
    public static void MapProposing(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assignments", ProposeExpert.Handle).Produces<AssignmentView>(StatusCodes.Status201Created);
        app.MapPost("/api/assignments/{id:guid}/interest", ShowInterest.Under).Produces<AssignmentView>(StatusCodes.Status201Created);
        app.MapPost("/api/assignments/{id:guid}/propose", ProposeInterested.Handle).Produces<AssignmentView>();
    }
}
