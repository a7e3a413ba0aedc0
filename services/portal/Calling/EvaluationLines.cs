using System.Text.Json.Nodes;

namespace Alliance.Portal.Calling;

/// <summary>What was asked, and said, of a request, as its reader may see it.</summary>
internal sealed record Evaluations(IReadOnlyList<EvaluationLine> Items, EvaluationNumbers Summary, ParticipantsLine? Participants);

internal sealed record EvaluationLine(
    Guid Id, long Revision, Guid? AssignmentId, string Stage, string Respondent, string Status, IReadOnlyList<string> Actions, IReadOnlyList<string> Questions,
    DateTimeOffset AskedAt, DateTimeOffset OpenUntil, DateTimeOffset? GivenAt, JsonObject? Answer)
{
    public bool IsMine => Actions.Contains("give");
}

internal sealed record EvaluationNumbers(IReadOnlyList<MeanLine> Scores, IReadOnlyList<StatisticsCount> UseResults, IReadOnlyList<StatisticsCount> ResultTypes, IReadOnlyList<RespondentLine>? Respondents);

internal sealed record MeanLine(string Question, int Count, double Mean);

internal sealed record RespondentLine(string Respondent, IReadOnlyList<MeanLine> Scores);

internal sealed record ParticipantsLine(int Answers, int Most, DateTimeOffset OpenUntil, bool MayIssue);
