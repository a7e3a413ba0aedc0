using Alliance.Contracts;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;

namespace Alliance.Portal.Acting;

/// <summary>What an evaluation asks: scores from 1 to 5 as the service names them, then the same of everybody.</summary>
internal static class EvaluationFields
{
    /// <summary>The list of the answers to a score.</summary>
    public const string ScaleList = "own:score";

    private const string Scores = "scores.";
    private const int LongestText = 2_000;

    public static readonly IReadOnlyList<Option> Scale = [.. Enumerable.Range(1, 5).Select(score => new Option($"{score}", $"{score}"))];

    /// <summary>Of somebody who took part, without signing in.</summary>
    public static readonly VerbForm ByLink = new("evaluate", Grave: false, Of(RequestCodes.EvaluationQuestion, isFollowUp: false));

    public static FormField[] Of(IReadOnlyList<string> questions, bool isFollowUp)
    {
        FormField[] scores = [.. questions.Select(question => new FormField(Scores + question, FieldKind.Radios, ScaleList))];
        FormField[] result = isFollowUp ? [new FormField("resultType", FieldKind.Radios, "result-type", Required: _ => true)] : [];
        return
        [
            .. result, .. scores, new("useResults", FieldKind.Radios, "use-results"), new("useWhat", FieldKind.Prose, Longest: LongestText), new("needsMore", FieldKind.YesOrNo),
            new("needsWhat", FieldKind.Prose, Longest: LongestText), new("publishable", FieldKind.YesNo)
        ];
    }

    public static bool IsScore(FormField field) => field.List == ScaleList;

    public static string NameOf(FormField field, Text text, Codes codes) =>
        IsScore(field) ? codes.Label("evaluation-question", field.Path[Scores.Length..]) : text[$"evaluation.{field.Key}.label"];

    public static IReadOnlyDictionary<string, string> NamesOf(IEnumerable<FormField> fields, Text text, Codes codes) => fields.ToDictionary(f => f.Path, f => NameOf(f, text, codes));
}
