using Alliance.Experts.Certifying;
using Alliance.Experts.Proposing;

namespace Alliance.Experts.Working;

internal static class WorkingRoutes
{
    public static void MapWorking(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assignments/{id:guid}/check", CheckItem.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/start", StartAssignment.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/report", ReportWork.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/return-report", ReturnReport.Handle).Produces<AssignmentView>();
        app.MapPost("/api/assignments/{id:guid}/complete", CompleteAssignment.Handle).Produces<AssignmentView>();
        app.MapCertifying();
    }
}
