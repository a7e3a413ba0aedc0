using Alliance.Experts.Reading;

namespace Alliance.Experts.Verifying;

internal static class VerifyingRoutes
{
    public static void MapVerifying(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/experts/{id:guid}/verify", VerifyProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/return", ReturnProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/suspend", SuspendProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/reinstate", ReinstateProfile.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/employer-consent", RecordConsent.Handle).Produces<ExpertView>();
        app.MapPost("/api/experts/{id:guid}/ask-consent", AskConsent.Handle).Produces<ExpertView>();
    }
}
