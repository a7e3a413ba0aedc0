using System.Text.Json.Serialization;

namespace Alliance.Requests.Consulting;

/// <summary>One organisation that was asked what it thinks of a request.</summary>
/// <param name="Question">What it was asked.</param>
/// <param name="AnsweredAt">Null while it is awaited, and for one that said nothing.</param>
/// <param name="Outcome">A word of <see cref="ConsultationOutcome"/>; null while it is awaited.</param>
/// <param name="Text">Its answer.</param>
/// <param name="Reply">What the coordinator said to its objection.</param>
internal sealed record Consultation(
    Guid OrganisationId, DateTimeOffset AskedAt, string Question, DateTimeOffset? AnsweredAt = null, string? Outcome = null, string? Text = null,
    ObjectionReply? Reply = null)
{
    [JsonIgnore]
    public bool IsOpen => Outcome is null;

    [JsonIgnore]
    public bool IsOpenObjection => Outcome == ConsultationOutcome.Objection && Reply is null;
}

internal sealed record ObjectionReply(string Text, Guid By, DateTimeOffset At);

internal static class ConsultationOutcome
{
    public const string NoObjection = "no-objection";
    public const string Objection = "objection";

    /// <summary>It said nothing in time, which is no objection.</summary>
    public const string Silence = "silence";
}
