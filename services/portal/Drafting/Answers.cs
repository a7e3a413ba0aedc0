using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Wording;

namespace Alliance.Portal.Drafting;

/// <summary>Answers of a form in words: for check-your-answers, for the request's own page, for what a colleague wrote.</summary>
internal static class Answers
{
    /// <returns>The answer, and whether it is people's own words, in the language of the document.</returns>
    public static (string Text, bool IsOwn) Of(FormField field, Doc doc, Text text, Codes codes) => field.Kind switch
    {
        FieldKind.Radios or FieldKind.Select when field.List == "level" => (doc.Text(field.Path) is { } level ? text["level." + level] : "", false),
        FieldKind.Radios or FieldKind.Select => (field.List!.StartsWith("own:", StringComparison.Ordinal)
            ? doc.Text(field.Path) is { } code ? text.Of($"{field.List[4..]}.{code}") ?? code : ""
            : codes.Label(field.List, doc.Text(field.Path)), false),
        FieldKind.YesNo or FieldKind.YesOrNo => (doc.Text(field.Path) is { } yes ? text[yes == "true" ? "answer.yes" : "answer.no"] : "", false),
        FieldKind.Day => (text.Day(doc.Day(field.Path)), false),
        FieldKind.FromDay or FieldKind.ThroughDay => (text.Day(doc.Time(field.Path)), false),
        FieldKind.Topics => (string.Join('\n', doc.Texts(field.Path).Select(t => codes.Label("topics", t))), false),
        FieldKind.Competences => (string.Join('\n', Rows(doc, field.Path).Select(c =>
            codes.Label("topics", c.Text("code")) + (c.Text("level") is { } known ? " – " + text["level." + known] : ""))), false),
        FieldKind.Modes => (string.Join('\n', doc.Texts(field.Path).Select(m => codes.Label("delivery-mode", m))), false),
        FieldKind.Several when field.List!.StartsWith("own:", StringComparison.Ordinal) =>
            (string.Join('\n', doc.Texts(field.Path).Select(c => text.Of($"{field.List[4..]}.{c}") ?? c)), false),
        FieldKind.Several => (string.Join('\n', doc.Texts(field.Path).Select(c => codes.Label(field.List!, c))), false),
        FieldKind.Lines => (string.Join('\n', doc.Texts(field.Path)), true),
        FieldKind.Place => (codes.Place(doc.Text(field.Path)), false),
        FieldKind.Language => (doc.Text(field.Path) is { } language ? LanguageName(language, text) : "", false),
        FieldKind.Languages => (string.Join('\n', Rows(doc, field.Path).Select(l => $"{LanguageName(l.Text("code"), text)} {codes.Label("language-level", l.Text("level"))}")), false),
        FieldKind.Periods => (string.Join('\n', Rows(doc, field.Path).Select(p => text["period", text.Day(p.Day("from")), text.Day(p.Day("to"))])), false),
        FieldKind.Certificates => (string.Join('\n', Rows(doc, field.Path).Select(c =>
            string.Join(", ", new[] { c.Text("name"), c.Text("issuer"), c.Day("expires") is { } day ? text["certificate.expires", text.Day(day)] : null }.OfType<string>()))), true),
        FieldKind.Consents => (string.Join('\n', Rows(doc, field.Path).Select(c => text["consent." + c.Text("purpose")])), false),
        FieldKind.Number => (doc.Text(field.Path) ?? "", false),
        _ => (doc.Text(field.Path) ?? "", true),
    };

    /// <summary>A text of the history whose lines begin with paths of fields (<c>needs[0].role: …</c>): each with its field in words. Any other text is one piece.</summary>
    public static IEnumerable<(string? Field, string Text)> PerField(string words, Text text)
    {
        foreach (var line in words.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var label = colon is > 0 and < 80 && !line[..colon].Contains(' ', StringComparison.Ordinal) ? text.Of($"request.{RequestForm.KeyOf(line[..colon])}.label") : null;
            yield return label is null ? (null, line) : (label, line[(colon + 2)..]);
        }
    }

    /// <summary>What stood or stands in one field of the request, in words; empty: nothing.</summary>
    public static string OfChange(string path, JsonNode? value, Text text, Codes codes)
    {
        if (value is null) return "";
        // Which need it is plays no part in how it reads.
        var first = path.StartsWith("needs[", StringComparison.Ordinal) ? "needs[0]" + path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..] : path;
        if (RequestForm.FieldOf(first) is not { } field || value is JsonObject) return value is JsonObject whole ? new Doc(whole).Text("role") ?? "" : value.ToString();
        var doc = new Doc([]);
        doc.Put(first, value.DeepClone());
        return Of(field, doc, text, codes).Text;
    }

    /// <summary>A field in words; of a need with its number.</summary>
    public static string NameOf(string path, Text text)
    {
        var name = text.Of($"request.{RequestForm.KeyOf(path)}.label") ?? text.Of($"request.{path.Split('.')[0]}.title") ?? text["request.content"];
        return path.StartsWith("needs[", StringComparison.Ordinal) && int.TryParse(path[6..path.IndexOf(']', StringComparison.Ordinal)], out var place)
            ? text["changes.of-need", place + 1, name]
            : name;
    }

    public static string LanguageName(string? code, Text text) => code is null ? "" : text.Of("language." + code.Split('-')[0]) ?? code;

    public static IEnumerable<Doc> Rows(Doc doc, string path) => doc.Array(path).OfType<System.Text.Json.Nodes.JsonObject>().Select(row => new Doc(row));
}
