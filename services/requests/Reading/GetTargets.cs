using Alliance.Requests.Counting;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/requests/targets: what the office promises, and how it counts. For everybody, and the same for everybody.</summary>
internal static class GetTargets
{
    /// <summary>Seconds an answer may be kept by anybody: settings change with a restart.</summary>
    private const int Fresh = 300;

    public static IResult Handle(HttpContext http, RequestsSettings periods)
    {
        http.Response.Headers.CacheControl = $"public, max-age={Fresh}";
        return TypedResults.Ok(new TargetsView(
            [.. Targets.All.Select(code => new TargetView(code, Math.Round(periods.TargetOf(code).TotalDays, 2)))],
            Math.Round(periods.LapseAfter.TotalDays, 2), Math.Round(periods.FollowUpAfter.TotalDays, 2), periods.TimeZone, periods.Weekend, periods.NonWorkingDays));
    }
}

/// <param name="LapseAfterDays">Days an applicant may be silent after a return; then the request is withdrawn.</param>
/// <param name="FollowUpAfterDays">Days after the end until it is asked what became of it.</param>
/// <param name="TimeZone">Of the office: its days begin and end there.</param>
/// <param name="NonWorkingDays">Besides the weekend: <c>2026-12-24</c>, or of each year <c>12-25</c>.</param>
internal sealed record TargetsView(
    IReadOnlyList<TargetView> Items, double LapseAfterDays, double FollowUpAfterDays, string TimeZone, string Weekend, string NonWorkingDays);

/// <param name="Code"><c>first-answer decision matching</c>.</param>
internal sealed record TargetView(string Code, double WorkingDays);
