using Alliance.Contracts;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Wording;

namespace Alliance.Portal.Drafting;

/// <summary>A field as one page shows it.</summary>
/// <param name="Theirs">The document as a colleague saved it meanwhile; null = nobody did.</param>
internal sealed record FieldView(FormField Field, Doc Doc, Doc? Theirs, string Scope)
{
    public string Key(string part) => $"{Scope}.{Field.Key}.{part}";

    /// <summary>What the coordinator asks to change in this field.</summary>
    public string? Comment => Doc.Array("comments").OfType<System.Text.Json.Nodes.JsonObject>().Select(c => new Doc(c)).FirstOrDefault(c => c.Text("field") == Field.Path)?.Text("text");
}

/// <summary>What can be chosen where no code list of the services says it.</summary>
internal static class Choices
{
    /// <summary>Languages people write and work in: of Ukraine, the EU and its neighbours; ISO 639-1.</summary>
    public static readonly IReadOnlyList<string> LanguageCodes =
    [
        "uk", "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"
    ];

    public static IReadOnlyList<Option> Languages(Text text) => [.. LanguageCodes.Select(code => new Option(code, text["language." + code]))];

    public static IReadOnlyList<Option> Levels(Text text) => [.. Enumerable.Range(1, 4).Select(level => $"{level}").Select(level => new Option(level, text["level." + level]))];

    public static IReadOnlyList<Option> Consents(Text text) => [.. ExpertCodes.ConsentPurpose.Select(p => new Option(p, text["consent." + p]))];

    /// <summary>Of a field: <c>own:decline</c> are words of the pages, said by the person themselves, <c>level</c> the four levels, all else a list of the services.</summary>
    public static IReadOnlyList<Option> Options(FormField field, Codes codes, Text text) => field.List switch
    {
        "level" => Levels(text),
        "own:decline" => [.. ExpertCodes.DeclineReason.Select(c => new Option(c, text["decline." + c]))],
        "own:country" => [.. ExpertForm.Countries.Select(c => new Option(c, text["country." + c])).OrderBy(o => o.Label, StringComparer.CurrentCulture)],
        "own:language" => Languages(text),
        "own:role" => [.. (field.Offered ?? PersonForm.Roles).Select(r => new Option(r, text["role." + r]))],
        "own:organisation-type" => [.. OrganisationForm.Types.Select(t => new Option(t, text["organisation-type." + t]))],
        "own:organisation-level" => [.. OrganisationForm.Levels.Select(l => new Option(l, text["organisation-level." + l]))],
        "own:membership-status" => [.. OrganisationForm.Beginnings.Select(s => new Option(s, text["membership-status." + s]))],
        { } list => [.. Of(codes, list).Select(o => o with { Hint = text.Of($"{list}.{o.Value}.hint") })],
        null => [],
    };

    public static IReadOnlyList<Option> Of(Codes codes, string list) => [.. codes.List(list).Select(i => new Option(i.Code, codes.Label(list, i.Code)))];

    public static IReadOnlyList<Option> Checklist(Doc assignment, Codes codes, Text text, Func<Doc, bool> which) =>
        [.. Answers.Rows(assignment, "checklist").Where(which).Select(i => new Option(i.Text("item")!, codes.Label("checklist-item", i.Text("item")) + (i.Text("mandatory") == "true" ? " " + text["checklist.mandatory"] : "")))];

    /// <summary>Topics under the headings of their areas.</summary>
    public static IReadOnlyList<Option> Topics(Codes codes) =>
        [.. codes.List("topics").Where(t => t.Level == 2).Select(t => new Option(t.Code, codes.Label("topics", t.Code), Group: codes.Label("topics", t.Parent)))];

    /// <summary>Places whose name begins so, in Ukrainian or English, the greater first; at most 20.</summary>
    public static IReadOnlyList<Option> Places(Codes codes, string beginning)
    {
        static string Plain(string name) => name.Replace("’", "", StringComparison.Ordinal).Replace("ʼ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        var wanted = Plain(beginning.Trim());
        return wanted.Length < 2 ? [] : [.. codes.List("katottg")
            .Where(u => Plain(u.Label).StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).OrderBy(u => u.Level).ThenBy(u => u.Label, StringComparer.CurrentCulture)
            .Take(20).Select(u => new Option(u.Code, codes.Place(u.Code)))];
    }
}
