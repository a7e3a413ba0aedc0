using Alliance.Requests.Closing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Counting;
using Alliance.Requests.Matching;
using Alliance.Shared.Http;

namespace Alliance.Requests;

/// <summary>What happens when a time has come. Pure; nothing happens while the request is on hold, and resuming shifts its times.</summary>
internal static class Ticking
{
    /// <summary>When to look at the request next; null = no time matters now. What is answered here must be what <see cref="Tick"/> acts on.</summary>
    public static DateTimeOffset? DueAt(AssistanceRequest request) => request.OnHold ? null : Earlier(StepAt(request), WordAt(request));

    /// <summary>When the system takes a step by itself, should nobody do before.</summary>
    public static DateTimeOffset? StepAt(AssistanceRequest request) => request switch
    {
        { OnHold: true } => null,
        { Status: RequestStatus.InConsultation } => request.Timers.ConsultedUntil,
        { Status: RequestStatus.ChangesRequested } => request.Timers.LapsesAt,
        { Status: RequestStatus.Approved } => request.Timers.OpensAt,
        // Whoever said yes keeps it open; when they leave after the time, it ends then.
        { Status: RequestStatus.Matching } when !request.Staffing.Any(p => AssignmentStates.SaidYes(p.State)) => request.Timers.ClosesAt,
        { Status: RequestStatus.Delivered } => request.Timers.EndsAt,
        _ => null
    };

    /// <summary>Null when it is not the time. A step goes before a word: of what has ended nobody is reminded.</summary>
    public static Decision<AssistanceRequest>.Moved? Tick(AssistanceRequest request, DateTimeOffset now, RequestsSettings periods)
    {
        if (request.OnHold) return null;
        if (StepAt(request) <= now)
        {
            return request.Status switch
            {
                RequestStatus.InConsultation => EndConsultation.Ended(request),
                RequestStatus.ChangesRequested => WithdrawAssistanceRequest.Lapsed(request),
                RequestStatus.Approved => OpenAssistanceRequest.Opened(request, reason: null, OpenAssistanceRequest.StillToCome(request.Timers.ClosesAt, now), now, periods),
                RequestStatus.Matching => EndUnfilled.Ended(request, reason: null),
                _ => CloseAssistanceRequest.Closed(request, reason: null, now, periods)
            };
        }
        if (!(WordAt(request) <= now)) return null;
        return request.Status switch
        {
            RequestStatus.ChangesRequested => Reminding.Silence(request, periods),
            RequestStatus.Closed => Reminding.FollowUp(request),
            _ => Reminding.Target(request)
        };
    }

    /// <summary>When somebody is to be reminded.</summary>
    private static DateTimeOffset? WordAt(AssistanceRequest request) => request.Status switch
    {
        RequestStatus.ChangesRequested => request.Timers.RemindAt,
        RequestStatus.Closed => request.FollowUp is { Asked: false } ask ? ask.At : null,
        _ => Reminding.OfTarget(request)
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
