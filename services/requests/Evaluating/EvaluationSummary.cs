using System.Globalization;
using Alliance.Contracts;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// Answers in numbers. Nothing is said of fewer than three: whoever knows one or two of them could tell the others' words. Without groups by respondent for all
/// but coordinators, who read the answers themselves: the difference of two groups is a group again.
/// </summary>
/// <param name="Scores">In the order of the questions, over all respondents.</param>
/// <param name="UseResults">How many say <c>y partly n</c>; empty where fewer than three do.</param>
/// <param name="Respondents">For coordinators: the same by respondent.</param>
internal sealed record EvaluationSummary(IReadOnlyList<MeanScore> Scores, IReadOnlyList<AnswerCount> UseResults, IReadOnlyList<AnswerCount> ResultTypes, IReadOnlyList<RespondentScores>? Respondents)
{
    /// <summary>Source: domain, open data: counts below 3 of persons are suppressed.</summary>
    public const int Fewest = 3;

    /// <summary>Over all requests.</summary>
    /// <param name="said"><c>{question}|{answer}</c>, and how many.</param>
    public static IReadOnlyList<MeanScore> Overall(IEnumerable<(string Said, int Count)> said) =>
        Means([.. said.Select(s => (Parts: s.Said.Split('|'), s.Count)).Select(s => new Answered("", s.Parts[0], s.Parts[1], s.Count))]);

    /// <param name="said"><c>{respondent}|{question}|{answer}</c>, and how many.</param>
    public static EvaluationSummary Of(IReadOnlyList<(string Said, int Count)> said, bool byRespondent)
    {
        var answers = said.Select(s => (Parts: s.Said.Split('|'), s.Count)).Select(s => new Answered(s.Parts[0], s.Parts[1], s.Parts[2], s.Count)).ToArray();
        return new EvaluationSummary(
            Means(answers), Counts(answers, "use-results", RequestCodes.UseResults), Counts(answers, "result-type", RequestCodes.ResultType),
            byRespondent
                ? [.. RequestCodes.EvaluationRespondent.Select(r => new RespondentScores(r, Means([.. answers.Where(a => a.Respondent == r)]))).Where(r => r.Scores.Count > 0)]
                : null);
    }

    private static IReadOnlyList<MeanScore> Means(IReadOnlyList<Answered> answers) =>
    [
        .. from question in RequestCodes.EvaluationQuestion
           let scores = answers.Where(a => a.Question == question).ToArray()
           let count = scores.Sum(s => s.Count)
           where count >= Fewest
           select new MeanScore(question, count, Math.Round(scores.Sum(s => s.Count * double.Parse(s.Said, CultureInfo.InvariantCulture)) / count, 2))
    ];

    private static IReadOnlyList<AnswerCount> Counts(IReadOnlyList<Answered> answers, string question, IReadOnlyList<string> codes)
    {
        var given = answers.Where(a => a.Question == question).ToArray();
        return given.Sum(g => g.Count) < Fewest
            ? []
            : [.. codes.Select(code => new AnswerCount(code, given.Where(g => g.Said == code).Sum(g => g.Count))).Where(c => c.Count > 0)];
    }

    private sealed record Answered(string Respondent, string Question, string Said, int Count);
}

/// <param name="Mean">1–5.</param>
internal sealed record MeanScore(string Question, int Count, double Mean);

internal sealed record AnswerCount(string Code, int Count);

internal sealed record RespondentScores(string Respondent, IReadOnlyList<MeanScore> Scores);
