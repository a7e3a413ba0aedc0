using Alliance.Experts.Reading;

namespace Alliance.Experts.Keeping;

internal static class KeepingRoutes
{
    public static void MapKeeping(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/experts/{id:guid}/pause", PauseProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/resume", ResumeProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/confirm", ConfirmProfile.Handle).Produces<ExpertView>();
    }
}
