using Alliance.Experts.Attaching;
using Alliance.Experts.Reading;

namespace Alliance.Experts.Enrolling;

internal static class EnrollingRoutes
{
    public static void MapEnrolling(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/experts", CreateProfile.Handle).Produces<ExpertView>(StatusCodes.Status201Created);
        app.MapPost("/api/experts/nominate", NominateExpert.Handle).Produces<ExpertView>(StatusCodes.Status201Created);
        app.MapPut("/api/experts/{id:guid}", ChangeProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/submit", SubmitProfile.Handle).Produces<ExpertView>();
        app.MapAttaching();
    }
}
