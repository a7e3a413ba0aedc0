using System.Text.Json.Nodes;
using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>An expert's profile, as data.</summary>
internal static class ExpertForm
{
    public static readonly IReadOnlyList<string> Members = ["country", "region", "employer", "competences", "languages", "certificates", "availability", "consents"];

    /// <summary>Of the EU, its candidates and EFTA.</summary>
    public static readonly IReadOnlyList<string> Countries =
    [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
        "NO", "CH", "IS", "LI", "UA", "MD", "GE"
    ];

    public static readonly IReadOnlyList<FormTopic> Topics =
    [
        new("about",
            new FormField("country", FieldKind.Select, "own:country", Required: Always),
            new FormField("employer.position", FieldKind.Line, Longest: 200),
            new FormField("employer.publicOfficial", FieldKind.YesNo)),
        new("competences", new FormField("competences", FieldKind.Competences, Required: Always)),
        new("languages", new FormField("languages", FieldKind.Languages, Required: Always)),
        new("certificates", new FormField("certificates", FieldKind.Certificates)),
        new("availability",
            new FormField("availability.modes", FieldKind.Modes),
            new FormField("availability.travel", FieldKind.Radios, "travel", Required: Always),
            new FormField("availability.maxDaysPerYear", FieldKind.Number),
            new FormField("availability.noticeDays", FieldKind.Number),
            new FormField("availability.windows", FieldKind.Periods),
            new FormField("availability.unavailable", FieldKind.Periods)),
        new("consents", new FormField("consents", FieldKind.Consents, Required: Always))
    ];

    public static JsonObject BodyOf(Doc doc) => doc.Only(Members);

    /// <summary>Level and years of one competence are asked after it was chosen.</summary>
    public static FormTopic Levels(Doc doc) => new("levels",
        [.. Enumerable.Range(0, doc.Array("competences").Count).SelectMany(place => (FormField[])
        [
            new($"competences[{place}].level", FieldKind.Select, "level", Required: Always),
            new($"competences[{place}].years", FieldKind.Number),
        ])]);

    private static bool Always(Doc doc) => true;
}
