using Alliance.Requests.Counting;

namespace Alliance.Requests.Reading;

/// <summary>The clock of a request: the same for the applicant and for the office.</summary>
/// <param name="Target"><c>first-answer decision matching</c>.</param>
/// <param name="TargetDays">Working days of the target.</param>
/// <param name="UsedDays">Working days used until it last stopped; what has passed since <paramref name="RunningSince"/> comes on top.</param>
/// <param name="RunningSince">Absent: it stands still.</param>
/// <param name="StandsStill">Why: <c>hold applicant staffed</c>; absent while it runs.</param>
/// <param name="Told">The last reminder: <c>due-soon overdue</c>.</param>
internal sealed record ClockView(string Target, double TargetDays, double UsedDays, DateTimeOffset? RunningSince, string? StandsStill, string? Told)
{
    public static ClockView? Of(AssistanceRequest request) => request.Clock is not { } clock ? null : new(
        clock.Target, Math.Round(clock.Length.TotalDays, 2), Math.Round(clock.Consumed.TotalDays, 2), clock.RunningSince, Why(request, clock), clock.Told);

    private static string? Why(AssistanceRequest request, Clock clock) => clock.RunningSince is not null ? null
        : request.OnHold ? "hold"
        : request.Status == RequestStatus.ChangesRequested ? "applicant"
        : "staffed";
}
