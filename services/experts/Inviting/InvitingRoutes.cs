using Alliance.Experts.Linking;
using Alliance.Experts.Proposing;

namespace Alliance.Experts.Inviting;

internal static class InvitingRoutes
{
    public static void MapInviting(this IEndpointRouteBuilder app)
    {
        app.MapLinking();
        app.MapPost("/api/assignments/{id:guid}/invite", InviteExpert.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/declare-conflict", DeclareConflict.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/clear-conflict", ClearConflict.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/accept", AcceptInvitation.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/decline", DeclineInvitation.Handle).Produces<AssignmentView>();
    }
}
