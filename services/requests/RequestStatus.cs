using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Requests;

/// <summary>The states that the verbs of today lead to; more of the domain's states come with their verbs.</summary>
[JsonConverter(typeof(CamelCase))]
internal enum RequestStatus
{
    Draft,
    Discarded,
    Submitted,
    InReview,
    ChangesRequested,
    Rejected,
    Withdrawn
}

internal static class RequestStatuses
{
    private static readonly string[] Names =
        [.. Enum.GetNames<RequestStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static IReadOnlyList<string> All => Names;

    public static string Wire(this RequestStatus status) => Names[(int)status];
}

internal sealed class CamelCase() : JsonStringEnumConverter<RequestStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
