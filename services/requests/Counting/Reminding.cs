using Alliance.Shared.Http;

namespace Alliance.Requests.Counting;

/// <summary>The reminders a time brings, each once: of a target to the office, of silence to the applicant, of the follow-up to the owner. Pure.</summary>
internal static class Reminding
{
    /// <summary>When the next word about a target is due; null while its clock stands still and after the last.</summary>
    public static DateTimeOffset? OfTarget(AssistanceRequest request) => request.Clock switch
    {
        { Told: null } clock => clock.SoonAt,
        { Told: Verb.DueSoon } clock => clock.DueAt,
        _ => null
    };

    public static Decision<AssistanceRequest>.Moved Target(AssistanceRequest request)
    {
        var verb = request.Clock!.Told is null ? Verb.DueSoon : Verb.Overdue;
        return new(request with { Clock = request.Clock with { Told = verb } }, Transitions.Entry(request, verb, code: request.Clock.Target));
    }

    /// <summary>The applicant is silent: the reminder, and when the next one is due. The last is followed by the end.</summary>
    public static Decision<AssistanceRequest>.Moved Silence(AssistanceRequest request, RequestsSettings periods)
    {
        var next = request.Timers.RemindAt + Settling.PartOf(periods);
        // Less than half a part before the end it would be no reminder.
        var remindAt = next + (Settling.PartOf(periods) / 2) < request.Timers.LapsesAt ? next : null;
        return new(request with { Timers = request.Timers with { RemindAt = remindAt } }, Transitions.Entry(request, Verb.Remind));
    }

    public static Decision<AssistanceRequest>.Moved FollowUp(AssistanceRequest request) =>
        new(request with { FollowUp = request.FollowUp! with { Asked = true } }, Transitions.Entry(request, Verb.FollowUpDue));
}
