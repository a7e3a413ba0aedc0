using Alliance.Requests.Reading;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reporting;

/// <summary>What of one request is counted: no text of it, and nobody's name.</summary>
/// <param name="SubmittedAt">The last time; ages are counted from it.</param>
/// <param name="FirstSubmittedAt">Periods are of this; days to an answer, a decision and the delivery count from it, time on hold too: they waited.</param>
/// <param name="IsPublished">Of what everybody may see.</param>
/// <param name="OverdueAt">When its clock runs, or ran, out; null where none runs.</param>
internal sealed record RequestFigure(
    Guid Id, RequestStatus Status, DateTimeOffset SubmittedAt, DateTimeOffset FirstSubmittedAt, IReadOnlyList<string> Topics, string? Oblast, Guid? Owner, string? Urgency, string? AssistanceType,
    bool IsPublished, bool IsOpen, int? DaysToAnswer, int? DaysToDecision, int? DaysToDelivery, DateTimeOffset? OverdueAt)
{
    public static RequestFigure Of(Stored<AssistanceRequest> document)
    {
        var request = document.Value;
        var submitted = request.SubmittedAt ?? document.CreatedAt;
        var first = request.FirstSubmittedAt ?? submitted;
        return new RequestFigure(
            document.Id, request.Status, submitted, first, [.. request.Content.Topics.Distinct()], AssistanceRequests.OblastOf(request), request.OwnerId, request.Content.Urgency,
            request.Content.AssistanceType, AssistanceRequests.IsPublished(request), RequestStatuses.Open.Contains(request.Status), Days(request.FirstAnswer),
            Days(request.Decision is { Proposed: false } decided ? decided.At - first : null), Days(request.DeliveredAt - first), WorkList.DueAt(request));
    }

    /// <summary>Within how many days; at least 1.</summary>
    private static int? Days(TimeSpan? passed) => passed is { } time ? Math.Max(1, (int)Math.Ceiling(time.TotalDays)) : null;
}
