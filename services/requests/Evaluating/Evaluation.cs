using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// What one respondent is asked about a request or an assignment of it, and says. Asked documents have ids made of what they ask (<see cref="IdOf"/>): whoever
/// asks again asks the same. What a participant says is a document of its own, part of the one that asked them all.
/// </summary>
internal sealed record Evaluation
{
    public const string Completion = "completion";
    public const string FollowUp = "follow-up";

    public const string Applicant = "applicant";
    public const string Expert = "expert";
    public const string Participant = "participant";
    public const string Coordinator = "coordinator";
    public const string ReceivingOrganisation = "receiving-organisation";

    public required Guid RequestId { get; init; }
    public string? Reference { get; init; }

    /// <summary>The applicant.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The coordinator who had the request when it was asked or reminded of.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Null where the request as a whole is evaluated.</summary>
    public Guid? AssignmentId { get; init; }

    /// <summary>Of the assignment.</summary>
    public Guid? ExpertId { get; init; }

    /// <summary>Who is asked, where it is one person.</summary>
    public Guid? PersonId { get; init; }

    /// <summary><c>completion</c> or <c>follow-up</c>.</summary>
    public required string Stage { get; init; }

    public required string Respondent { get; init; }
    public required EvaluationStatus Status { get; init; }

    /// <summary>When it is, or was, asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it is asked, or reminded of; null = neither any more.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public int Reminders { get; init; }

    /// <summary>The first time; corrections count from it.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    public EvaluationAnswer? Answer { get; init; }

    /// <summary>Of a participant's answer: the evaluation that asked for it, and the place among its answers, from 1.</summary>
    public Guid? PartOf { get; init; }

    public int? Place { get; init; }

    /// <summary>Of a participant's answer: what its form was marked with, so that a form sent twice counts once.</summary>
    public string? FormKey { get; init; }

    /// <summary>Of one question asked: the same whoever asks it again.</summary>
    public static Guid IdOf(Guid requestId, Guid? assignmentId, string stage, string respondent) =>
        new(SHA256.HashData([.. requestId.ToByteArray(bigEndian: true), .. (assignmentId ?? Guid.Empty).ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{stage} {respondent}")]).AsSpan(0, 16), bigEndian: true);
}

/// <param name="Scores">Question → 1–5.</param>
/// <param name="UseResults"><c>y partly n</c>.</param>
/// <param name="ResultType">At the follow-up.</param>
/// <param name="Publishable">What was written may be shown to everybody.</param>
internal sealed record EvaluationAnswer(
    IReadOnlyDictionary<string, int> Scores, string? UseResults, string? UseWhat, bool? NeedsMore, string? NeedsWhat, string? ResultType, bool Publishable)
{
    public bool SaysTheSame(EvaluationAnswer? other) => other is not null
        && (this with { Scores = other.Scores }) == other && Scores.Count == other.Scores.Count && Scores.All(s => other.Scores.GetValueOrDefault(s.Key) == s.Value);
}

[JsonConverter(typeof(EvaluationCamelCase))]
internal enum EvaluationStatus
{
    /// <summary>It will be asked.</summary>
    Planned,

    Asked,
    Given
}

internal sealed class EvaluationCamelCase() : JsonStringEnumConverter<EvaluationStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>How evaluations are stored, found and counted. Answers are counted in the index, so that no mean reads a document.</summary>
internal static class Evaluations
{
    public static readonly Sort<Evaluation> AskedAt = new("asked", e => e.Value.AskedAt.ToUnixTimeMilliseconds());

    /// <summary>What is asked about a request; the answers of participants are not among it.</summary>
    public static readonly Facet<Evaluation> OfRequest = new("request", e => e.Value.PartOf is null ? [e.Value.RequestId.ToString()] : [], AskedAt);

    /// <summary>Answers of participants.</summary>
    public static readonly Facet<Evaluation> PartOf = new("partof", e => e.Value.PartOf is { } whole ? [whole.ToString()] : [], AskedAt);

    /// <summary><c>{request}|{respondent}|{question}|{score}</c>.</summary>
    public static readonly Facet<Evaluation> Scores = new("scores", e => Said(e.Value).Select(said => $"{e.Value.RequestId}|{e.Value.Respondent}|{said}"), AskedAt);

    /// <summary><c>{question}|{score}</c>, over all requests.</summary>
    public static readonly Facet<Evaluation> Overall = new("overall", e => Said(e.Value), AskedAt);

    public static readonly Declaration<Evaluation> Declaration = new("evaluations")
    {
        Version = 2,
        Sorts = [AskedAt],
        Facets = [OfRequest, PartOf, Scores, Overall],
        Keys = e => Keys(e.Value),
        DueAt = e => e.Value.Status == EvaluationStatus.Given ? null : e.Value.NextAt,
        Announces = true
    };

    public static string Wire(this EvaluationStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>A place is taken once, and a form counts once.</summary>
    public static string FormKeyOf(Guid whole, string formKey) => $"form:{whole}:{formKey}";

    private static IEnumerable<string> Keys(Evaluation evaluation)
    {
        if (evaluation is not { PartOf: { } whole, Place: { } place }) yield break;
        if (evaluation.FormKey is { } key) yield return FormKeyOf(whole, key);
        yield return $"place:{whole}:{place}";
    }

    private static IEnumerable<string> Said(Evaluation evaluation)
    {
        if (evaluation.Answer is not { } answer) yield break;
        foreach (var (question, score) in answer.Scores) yield return $"{question}|{score}";
        if (answer.UseResults is { } use) yield return $"use-results|{use}";
        if (answer.ResultType is { } result) yield return $"result-type|{result}";
    }
}
