using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Requests;

/// <summary>The states of a request, in the order of its life. Source: domain, Assistance request.</summary>
[JsonConverter(typeof(CamelCase))]
internal enum RequestStatus
{
    Draft,
    Discarded,
    Submitted,
    InReview,
    ChangesRequested,
    InConsultation,
    Approved,
    Rejected,
    Merged,
    Redirected,
    Matching,
    Staffed,
    InProgress,
    Delivered,
    Unfilled,
    Closed,
    Withdrawn,
    Cancelled
}

internal static class RequestStatuses
{
    private static readonly string[] Names =
        [.. Enum.GetNames<RequestStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static IReadOnlyList<string> All => Names;

    /// <summary>Handed in, and not yet at an end. A draft is open too, but it is the applicant's own affair.</summary>
    public static readonly IReadOnlyList<RequestStatus> Open =
    [
        RequestStatus.Submitted, RequestStatus.InReview, RequestStatus.ChangesRequested, RequestStatus.InConsultation, RequestStatus.Approved,
        RequestStatus.Matching,
        RequestStatus.Staffed, RequestStatus.InProgress, RequestStatus.Delivered, RequestStatus.Unfilled
    ];

    /// <summary>People are looked for, or at work: the status follows from who is on which need.</summary>
    public static readonly IReadOnlyList<RequestStatus> OpenCall = [RequestStatus.Matching, RequestStatus.Staffed, RequestStatus.InProgress];

    /// <summary>Approved, and whatever became of it by itself: of these the public may know. Ended by somebody's decision it is nobody's news.</summary>
    public static readonly IReadOnlyList<RequestStatus> Published =
    [
        RequestStatus.Approved, RequestStatus.Matching, RequestStatus.Staffed, RequestStatus.InProgress, RequestStatus.Delivered, RequestStatus.Unfilled,
        RequestStatus.Closed
    ];

    public static string Wire(this RequestStatus status) => Names[(int)status];
}

internal sealed class CamelCase() : JsonStringEnumConverter<RequestStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
