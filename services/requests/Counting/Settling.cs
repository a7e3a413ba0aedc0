namespace Alliance.Requests.Counting;

/// <summary>
/// What follows from any change of a request for its times: it is asked at every save, whatever verb, message or time caused it, so that no verb can
/// forget the clock. Pure, and the same again changes nothing.
/// </summary>
internal static class Settling
{
    /// <summary>Reminders of an applicant's silence, and the end after the last: in equal parts.</summary>
    private const int Parts = 3;

    /// <param name="before">Null: it is new.</param>
    public static AssistanceRequest Settled(AssistanceRequest? before, AssistanceRequest next, DateTimeOffset now, RequestsSettings periods) => next with
    {
        Clock = ClockOf(next, now, periods),
        Timers = WithSilence(before, next, now, periods),
        FollowUp = next.FollowUp ?? (next.Status == RequestStatus.Closed ? new FollowUp(now + periods.FollowUpAfter) : null)
    };

    /// <summary>Kept before clocks were, and not saved since: the next save, whatever it is for, sets its clock.</summary>
    public static bool IsOwed(AssistanceRequest request) => request.Clock is null && Targets.Runs(request) && Targets.Of(request) is not null;

    /// <summary>The time after the first reminder until the second, and from there until the end.</summary>
    public static TimeSpan PartOf(RequestsSettings periods) => periods.LapseAfter / Parts;

    private static Clock? ClockOf(AssistanceRequest next, DateTimeOffset now, RequestsSettings periods)
    {
        if (Targets.Of(next) is not { } target) return null;
        var clock = next.Clock is { } kept && Targets.GoOn(kept.Target, target) ? kept : new Clock { Target = target, Length = periods.TargetOf(target) };
        var (runs, same) = (Targets.Runs(next), clock.Target == target);
        if (!same) clock = clock with { Target = target, Told = null, Length = periods.TargetOf(target) };
        if (!runs) return clock.RunningSince is null ? clock : clock.Stopped(now, periods.Days);
        if (clock.RunningSince is { } since) return same ? clock : clock.Running(since, clock.Length, periods.Days);
        return clock.Running(now, clock.Length, periods.Days);
    }

    /// <summary>
    /// While it is the applicant's turn, their silence counts from the last thing they did: the return, then each change of the text and each reply. A
    /// hold that has begun shifts by its whole length when it ends; only what is still to pass counts.
    /// </summary>
    private static RequestTimers WithSilence(AssistanceRequest? before, AssistanceRequest next, DateTimeOffset now, RequestsSettings periods)
    {
        var was = before?.Status == RequestStatus.ChangesRequested;
        if (next.Status != RequestStatus.ChangesRequested) return was ? next.Timers with { RemindAt = null, LapsesAt = null } : next.Timers;
        if (was && ReferenceEquals(before!.Content, next.Content) && ReferenceEquals(before.Comments, next.Comments)) return next.Timers;
        var since = next.Held?.Since ?? now;
        return next.Timers with { RemindAt = since + PartOf(periods), LapsesAt = since + periods.LapseAfter };
    }
}
