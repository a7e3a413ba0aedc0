using Alliance.Experts.Proposing;
using Alliance.Experts.Subscribing;
using Alliance.Shared.Http;

namespace Alliance.Experts.Reading;

internal static class ReadingRoutes
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/experts", ListExperts.Handle).Produces<ExpertList>().AlsoCsv<ExpertList>("experts");
        app.MapGet("/api/experts/{id:guid}", GetExpert.Handle).Produces<ExpertView>();
        app.MapGet("/api/experts/{id:guid}/readings", GetReadings.Handle).Produces<ReadingList>();
        app.MapGet("/api/experts/{id:guid}/history", GetHistory.OfExpert).Produces<HistoryView>();
        app.MapGet("/api/assignments", ListAssignments.Handle).Produces<AssignmentList>().AlsoCsv<AssignmentList>("assignments");
        app.MapSubscribing();
        app.MapGet("/api/assignments/{id:guid}", GetAssignment.Handle).Produces<AssignmentView>();
        app.MapGet("/api/assignments/{id:guid}/history", GetHistory.OfAssignment).Produces<HistoryView>();
    }
}
