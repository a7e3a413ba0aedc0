using Alliance.Experts.Proposing;

namespace Alliance.Experts.Ending;

internal static class EndingRoutes
{
    public static void MapEnding(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assignments/{id:guid}/withdraw", WithdrawAssignment.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/cancel", CancelAssignment.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/end-early", EndAssignmentEarly.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/no-show", RecordNoShow.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/replace", ReplaceExpert.Handle).Produces<AssignmentView>();
    }
}
