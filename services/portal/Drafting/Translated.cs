using Alliance.Portal.Calling;
using Alliance.Portal.Serving;

namespace Alliance.Portal.Drafting;

/// <summary>Texts of a request in other languages, offered beside the original.</summary>
/// <param name="Origin"><c>human machine</c>.</param>
internal sealed record Translated(string Language, string Text, string Origin)
{
    /// <summary>The texts that may have one, in the order of the form; needs stand between.</summary>
    private static readonly string[] Fields = ["title", "summary", "background", "expectedResults", "activities", "targetGroup"];

    private static readonly string[] FieldsAfterNeeds =
    [
        "place.site", "support.counterpartStaff", "support.venue", "support.shelter", "support.accessibilityNeeds", "contact.role", "signatory.function", "unit",
        "context.earlierAssistance"
    ];

    /// <summary>Those this request has.</summary>
    public static IEnumerable<string> FieldsOf(Doc doc) => Fields
        .Concat(Enumerable.Range(0, doc.Array("needs").Count).Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"needs[{n}].role")))
        .Concat(FieldsAfterNeeds).Where(path => doc.Text(path) is { Length: > 0 });

    /// <summary>In the language of these pages, where the original is in another.</summary>
    public static Translated? Of(Doc doc, string path) => In(doc, path, Languages.Current);

    public static Translated? In(Doc doc, string path, string language) => doc.Language is { } own && Same(own, language)
        ? null
        : Answers.Rows(doc, "translations").Where(t => t.Text("field") == path && t.Text("language") is { } into && Same(into, language))
            .Select(t => new Translated(t.Text("language")!, t.Text("text") ?? "", t.Text("origin") ?? "machine")).FirstOrDefault();

    public static bool Same(string one, string other) => one.Split('-')[0].Equals(other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}
