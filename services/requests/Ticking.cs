using Alliance.Requests.Closing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Matching;
using Alliance.Shared.Http;

namespace Alliance.Requests;

/// <summary>What happens when a time has come. Pure; nothing happens while the request is on hold, and resuming shifts its times.</summary>
internal static class Ticking
{
    /// <summary>When to look at the request next; null = no time matters now. What is answered here must be what <see cref="Tick"/> acts on.</summary>
    public static DateTimeOffset? DueAt(AssistanceRequest request) => request switch
    {
        { OnHold: true } => null,
        { Status: RequestStatus.InConsultation } => request.Timers.ConsultedUntil,
        { Status: RequestStatus.Approved } => request.Timers.OpensAt,
        // Whoever said yes keeps it open; when they leave after the time, it ends then.
        { Status: RequestStatus.Matching } when !request.Staffing.Any(p => AssignmentStates.SaidYes(p.State)) => request.Timers.ClosesAt,
        { Status: RequestStatus.Delivered } => request.Timers.EndsAt,
        _ => null
    };

    /// <summary>Null when it is not the time.</summary>
    public static Decision<AssistanceRequest>.Moved? Tick(AssistanceRequest request, DateTimeOffset now, RequestsSettings periods) =>
        DueAt(request) is { } due && due <= now
            ? request.Status switch
            {
                RequestStatus.InConsultation => EndConsultation.Ended(request),
                RequestStatus.Approved => OpenAssistanceRequest.Opened(request, reason: null, request.Timers.ClosesAt, now, periods),
                RequestStatus.Matching => EndUnfilled.Ended(request, reason: null),
                _ => CloseAssistanceRequest.Closed(request, reason: null, now, periods)
            }
            : null;
}
