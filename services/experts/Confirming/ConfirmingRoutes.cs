using Alliance.Experts.Agreeing;
using Alliance.Experts.Proposing;

namespace Alliance.Experts.Confirming;

internal static class ConfirmingRoutes
{
    public static void MapConfirming(this IEndpointRouteBuilder app)
    {
        app.MapAgreeing();
        app.MapPost("/api/assignments/{id:guid}/confirm", ConfirmAssignment.Handle).Produces<AssignmentView>();
    }
}
