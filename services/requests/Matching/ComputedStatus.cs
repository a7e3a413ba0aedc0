using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Matching;

/// <summary>From matching on the status is a function of who is on which need. Source: domain, Assistance request; the order of the rules is the domain's.</summary>
internal static class ComputedStatus
{
    public static RequestStatus Of(IReadOnlyList<Need> needs, IReadOnlyList<StaffedPlace> staffing)
    {
        var musts = needs.Where(n => n.Must == true).ToArray();
        if (musts.Length > 0 && musts.All(n => Places(staffing, n, s => s == "completed") >= Quantity(n)) && staffing.All(p => p.State != "active"))
            return RequestStatus.Delivered;
        if (staffing.Any(p => p.State is "active" or "reporting")) return RequestStatus.InProgress;
        return musts.Length > 0 && musts.All(n => Places(staffing, n, AssignmentStates.IsFilled) >= Quantity(n)) ? RequestStatus.Staffed : RequestStatus.Matching;
    }

    /// <summary>The request with the status that follows from its staffing; no step where it has that already, or where its status does not follow any more.</summary>
    public static Decision<AssistanceRequest>.Moved Follow(AssistanceRequest request, DateTimeOffset now, RequestsSettings periods)
    {
        if (!RequestStatuses.OpenCall.Contains(request.Status)) return new(request);
        var status = Of(request.Content.Needs, request.Staffing);
        if (status == request.Status) return new(request);
        var step = new Step(VerbTo(status), request.Status.Wire(), status.Wire());
        return new(status == RequestStatus.Delivered ? DeliverAssistanceRequest.Delivered(request, now, periods) : request with { Status = status }, step);
    }

    public static int Committed(Need need, IReadOnlyList<StaffedPlace> staffing) => Places(staffing, need, AssignmentStates.IsCommitted);

    public static int Filled(Need need, IReadOnlyList<StaffedPlace> staffing) => Places(staffing, need, AssignmentStates.IsFilled);

    public static int Quantity(Need need) => need.Quantity ?? 1;

    private static string VerbTo(RequestStatus status) => status switch
    {
        RequestStatus.Delivered => Verb.Deliver,
        RequestStatus.InProgress => Verb.Progress,
        RequestStatus.Staffed => Verb.Staffed,
        _ => Verb.Matching
    };

    private static int Places(IReadOnlyList<StaffedPlace> staffing, Need need, Func<string, bool> counts) =>
        staffing.Count(p => p.NeedId == need.Id && counts(p.State));
}
