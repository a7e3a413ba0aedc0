using System.Text.Json;
using Refit;

namespace Alliance.Portal.Calling;

/// <summary>Why a service did not do it, in the person's words.</summary>
/// <param name="Errors">Field path → texts.</param>
internal sealed record Refused(int Status, string Code, string Title, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> None = [];

    /// <summary>Null when the service did what was asked.</summary>
    public static Refused? Of<T>(ApiResponse<T> answer)
    {
        if (answer.IsSuccessful) return null;
        // No answer at all: nobody listens there, or too slow.
        if (answer.Error is not ApiException said || answer.StatusCode is not { } status || status == 0) return Away;
        return Of((int)status, said.Content);
    }

    public static Refused Away { get; } = new(503, "status-503", "", None);

    public static Refused Of(int status, string? body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(body ?? "{}", JsonSerializerOptions.Web);
            return new Refused(status, problem?.Code ?? $"status-{status}", problem?.Title ?? "", problem?.Errors ?? None);
        }
        catch (JsonException)
        {
            return new Refused(status, $"status-{status}", "", None);
        }
    }

    private sealed record Problem(string? Title, string? Code, Dictionary<string, string[]>? Errors);
}
