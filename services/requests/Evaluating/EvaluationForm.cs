using Alliance.Contracts;
using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Requests.Evaluating;

/// <summary>What somebody says of how it was.</summary>
/// <param name="Scores">Question → 1–5; at least one, at the follow-up none need be.</param>
/// <param name="UseResults"><c>y partly n</c>.</param>
/// <param name="UseWhat">What of it will be used.</param>
/// <param name="ResultType">What came of it; at the follow-up, where it must be there.</param>
/// <param name="Publishable">What was written may be shown to everybody; left out = no.</param>
internal sealed record EvaluationForm(
    IReadOnlyDictionary<string, int?>? Scores = null, string? UseResults = null, string? UseWhat = null, bool? NeedsMore = null, string? NeedsWhat = null,
    string? ResultType = null, bool? Publishable = null)
{
    private const int LongestText = 2_000;

    private static readonly InlineValidator<EvaluationForm> Rules = new()
    {
        v => v.RuleFor(f => f.UseResults).OneOf(RequestCodes.UseResults),
        v => v.RuleFor(f => f.ResultType).OneOf(RequestCodes.ResultType),
        v => v.RuleFor(f => f.UseWhat).Prose(LongestText),
        v => v.RuleFor(f => f.NeedsWhat).Prose(LongestText)
    };

    /// <summary>Who came to help does not judge their own expertise; who was there does not judge what the others learnt.</summary>
    public static IReadOnlyList<string> QuestionsFor(string respondent) => respondent switch
    {
        Evaluation.Expert => ["goals-reached", "relevance", "logistics", "interpretation"],
        Evaluation.Coordinator => ["goals-reached", "quality-of-expertise", "relevance", "logistics"],
        Evaluation.ReceivingOrganisation => ["goals-reached", "relevance", "logistics", "interpretation"],
        _ => RequestCodes.EvaluationQuestion
    };

    /// <summary>As it is kept, or what is wrong with it.</summary>
    public (EvaluationAnswer? Answer, Refusal? Refusal) Read(Evaluation evaluation)
    {
        var given = this with { UseResults = Given.Text(UseResults), UseWhat = Given.Text(UseWhat), NeedsWhat = Given.Text(NeedsWhat), ResultType = Given.Text(ResultType) };
        if (Validation.Check(Rules, given) is { } refusal) return (null, refusal);
        FieldFault[] faults = [.. given.Faults(evaluation)];
        return faults.Length > 0
            ? (null, new Refusal(RefusalKind.Invalid, "invalid", faults))
            : (new EvaluationAnswer(given.Answered().ToDictionary(s => s.Key, s => s.Value), given.UseResults, given.UseWhat, NeedsMore, given.NeedsWhat, given.ResultType, Publishable == true), null);
    }

    private IEnumerable<FieldFault> Faults(Evaluation evaluation)
    {
        var questions = QuestionsFor(evaluation.Respondent);
        foreach (var (question, score) in Scores ?? new Dictionary<string, int?>())
        {
            if (!questions.Contains(question)) yield return new FieldFault("scores", "unknown-code");
            else if (score is < 1 or > 5) yield return new FieldFault($"scores.{question}", "out-of-range", 1, 5);
        }
        var followUp = evaluation.Stage == Evaluation.FollowUp;
        if (followUp && ResultType is null) yield return new FieldFault("resultType", "required");
        if (!followUp && ResultType is not null) yield return new FieldFault("resultType", "not-asked-yet");
        if (!followUp && !Answered().Any()) yield return new FieldFault($"scores.{questions[0]}", "required");
    }

    private IEnumerable<KeyValuePair<string, int>> Answered() =>
        (Scores ?? new Dictionary<string, int?>()).Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key, s.Value!.Value));
}
