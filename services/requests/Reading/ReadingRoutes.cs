using Alliance.Requests.Reporting;
using Alliance.Shared.Http;
using Alliance.Requests.Substituting;
using Alliance.Shared.Identity;

namespace Alliance.Requests.Reading;

internal static class ReadingRoutes
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/requests", ListAssistanceRequests.Handle).RequireAuthorization(Access.Anybody).Produces<ListView>().AlsoCsv<ListView>("requests");
        app.MapGet("/api/requests/statistics", GetStatistics.Handle).RequireAuthorization(Access.Anybody).Produces<StatisticsView>().AlsoCsv<StatisticsView>("statistics");
        app.MapGet("/api/requests/pipeline", GetPipeline.Handle).Produces<PipelineView>().AlsoCsv<PipelineView>("pipeline");
        app.MapGet("/api/today", GetToday.Handle).Produces<TodayView>().AlsoCsv<TodayView>("today");
        app.MapGet("/api/substitutes/me", NameSubstitute.Read).Produces<SubstituteView>();
        app.MapPut("/api/substitutes/me", NameSubstitute.Handle).Produces<SubstituteView>();
        app.MapGet("/api/requests/targets", GetTargets.Handle).RequireAuthorization(Access.Anybody).Produces<TargetsView>();
        app.MapGet("/api/requests/{id:guid}", GetAssistanceRequest.Handle).RequireAuthorization(Access.Anybody).Produces<RequestView>();
        app.MapGet("/api/requests/{id:guid}/changes", GetChanges.Handle).Produces<ChangesView>();
        app.MapGet("/api/requests/{id:guid}/history", GetHistory.Handle).Produces<HistoryView>();
    }
}
