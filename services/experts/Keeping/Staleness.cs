using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>The timers of a profile: told that it goes stale, then stale. A stale profile is not searched; it is never deleted.</summary>
internal static class Staleness
{
    public static DateTimeOffset? NextAt(Expert expert, RosterSettings settings)
    {
        if (expert.Status != ExpertStatus.Active || expert.LastConfirmedAt is not { } confirmed) return null;
        var stale = confirmed + settings.StaleAfter;
        return expert.Reminded ? stale : stale - settings.RemindBefore;
    }

    /// <summary>Null when nothing is due.</summary>
    public static Advance<Expert>? Tick(Expert expert, RosterSettings settings, DateTimeOffset now)
    {
        if (CertificateExpiry.Tick(expert, settings, now) is { } told) return told;
        if (NextAt(expert, settings) is not { } at || at > now) return null;
        // After a long standstill there is nothing left to remind of.
        return now >= expert.LastConfirmedAt + settings.StaleAfter
            ? Step(expert, ExpertVerb.GoStale, expert with { Status = ExpertTransitions.Target(expert, ExpertVerb.GoStale) })
            : Step(expert, ExpertVerb.Remind, expert with { Reminded = true });
    }

    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static Advance<Expert> Step(Expert expert, string verb, Expert next) => new(next, Guid.Empty, ExpertTransitions.Entry(expert, verb));
}
