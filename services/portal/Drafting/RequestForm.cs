using Alliance.Contracts;
using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>The request's form, as data: which questions stand on which page. What is required at submit is the service's rule, repeated here to show it early.</summary>
internal static class RequestForm
{
    /// <summary>What is PUT: all that an authority writes.</summary>
    public static readonly IReadOnlyList<string> Members =
    [
        "title", "summary", "background", "expectedResults", "activities", "targetGroup", "participants", "language", "assistanceType", "deliveryMode",
        "topics", "urgency", "neededBy", "flexible", "preferredPeriods", "opensAt", "closesAt", "place", "contact", "signatory", "needs", "visibility", "externalId",
        "unit", "onBehalfOf", "markers", "support", "context", "alsoFor"
    ];

    /// <summary>What a need holds that is PUT; the counts beside it are the service's.</summary>
    public static readonly IReadOnlyList<string> NeedMembers =
        ["id", "role", "kind", "topics", "skills", "minimumLevel", "languages", "quantity", "personDays", "must"];

    public static readonly IReadOnlyList<FormTopic> Topics =
    [
        new("subject",
            new FormField("title", FieldKind.Line, Longest: 120, Required: Always),
            new FormField("summary", FieldKind.Prose, Longest: 500, Required: Always),
            new FormField("language", FieldKind.Language, Required: Always)),
        new("topics", new FormField("topics", FieldKind.Topics, Required: Always)),
        new("situation",
            new FormField("background", FieldKind.Prose, Longest: 10_000, Required: Always),
            new FormField("expectedResults", FieldKind.Prose, Longest: 10_000, Required: Always),
            new FormField("activities", FieldKind.Prose, Longest: 10_000),
            new FormField("targetGroup", FieldKind.Prose, Longest: 2_000)),
        new("assistance",
            new FormField("assistanceType", FieldKind.Radios, "assistance-type", Required: Always),
            new FormField("deliveryMode", FieldKind.Radios, "delivery-mode", Required: Always),
            new FormField("participants", FieldKind.Number, Required: d => RequestFields.LeastParticipants(d.Text("assistanceType")) > 0, Asked: AsksParticipants)),
        new("needs", new FormField("needs", FieldKind.Topics, Required: Always)),
        new("place",
            new FormField("place.katottg", FieldKind.Place, Required: Always),
            new FormField("place.site", FieldKind.Prose, Longest: 500, Asked: IsOnSite),
            new FormField("place.securityZone", FieldKind.Radios, "security-zone", Required: Always, Asked: IsOnSite)),
        new("support",
            new FormField("support.counterpartStaff", FieldKind.Prose, Longest: 2_000),
            new FormField("support.interpretation", FieldKind.YesNo),
            new FormField("support.interpretationLanguages", FieldKind.Several, "own:language"),
            new FormField("support.venue", FieldKind.Prose, Longest: 1_000, Asked: IsOnSite),
            new FormField("support.shelter", FieldKind.Prose, Longest: 1_000, Asked: IsOnSite),
            new FormField("support.accessibilityNeeds", FieldKind.Prose, Longest: 2_000)),
        new("time",
            new FormField("neededBy", FieldKind.Day, Required: d => d.Array("preferredPeriods").Count == 0),
            new FormField("preferredPeriods", FieldKind.Periods),
            new FormField("flexible", FieldKind.YesNo),
            new FormField("urgency", FieldKind.Radios, "urgency"),
            new FormField("opensAt", FieldKind.FromDay),
            new FormField("closesAt", FieldKind.ThroughDay)),
        new("contact",
            new FormField("contact.name", FieldKind.Line, Longest: 200, Required: Always),
            new FormField("contact.role", FieldKind.Line, Longest: 200),
            new FormField("contact.email", FieldKind.Email, Longest: 254, Required: Always),
            new FormField("contact.phone", FieldKind.Phone, Longest: 40),
            new FormField("contact.language", FieldKind.Select, "own:language"),
            new FormField("signatory.name", FieldKind.Line, Longest: 200),
            new FormField("signatory.function", FieldKind.Line, Longest: 200),
            new FormField("unit", FieldKind.Line, Longest: 200),
            // Of before an association wrote for an authority by name: asked only where it was answered.
            new FormField("onBehalfOf", FieldKind.Line, Longest: 200, Asked: d => d.Text("onBehalfOf") is not null)),
        new("context",
            new FormField("context.earlierAssistance", FieldKind.Prose, Longest: 4_000),
            new FormField("context.dreamProjectId", FieldKind.Line, Longest: 100),
            new FormField("context.links", FieldKind.Lines),
            new FormField("context.coFinancing", FieldKind.Several, "co-financing"),
            new FormField("context.preferredExpert", FieldKind.Line, Longest: 200),
            new FormField("context.preferredOrganisation", FieldKind.Line, Longest: 200),
            new FormField("context.preferredCountry", FieldKind.Select, "own:country"),
            new FormField("markers.gender", FieldKind.YesNo),
            new FormField("markers.climate", FieldKind.YesNo),
            new FormField("markers.disability", FieldKind.YesNo),
            new FormField("markers.anticorruption", FieldKind.YesNo)),
        new("visibility",
            new FormField("visibility", FieldKind.Radios, "visibility"),
            new FormField("externalId", FieldKind.Line, Longest: 100))
    ];

    /// <summary>The questions about one need; their paths begin with <c>needs[n]</c>.</summary>
    public static FormTopic Need(int place) => new(
        "need",
        new FormField($"needs[{place}].role", FieldKind.Line, Longest: 200, Required: Always),
        new FormField($"needs[{place}].kind", FieldKind.Radios, "need-kind", Required: Always),
        new FormField($"needs[{place}].must", FieldKind.YesNo),
        new FormField($"needs[{place}].quantity", FieldKind.Number),
        new FormField($"needs[{place}].personDays", FieldKind.Number),
        new FormField($"needs[{place}].minimumLevel", FieldKind.Select, "level"),
        new FormField($"needs[{place}].languages", FieldKind.Languages),
        new FormField($"needs[{place}].topics", FieldKind.Topics));

    /// <summary>The page a field stands on: where an error or a comment about it leads.</summary>
    public static string? TopicOf(string path) => path.StartsWith("needs[", StringComparison.Ordinal)
        ? $"needs/{path[6..path.IndexOf(']', StringComparison.Ordinal)]}"
        : Topics.FirstOrDefault(t => t.Fields.Any(f => path == f.Path || path.StartsWith(f.Path + ".", StringComparison.Ordinal) || path.StartsWith(f.Path + "[", StringComparison.Ordinal)))?.Code;

    /// <summary>The question of a path; null: it is none of the form.</summary>
    public static FormField? FieldOf(string path) => Topics.SelectMany(t => t.Fields).Concat(Need(0).Fields).FirstOrDefault(f => f.Path == path);

    /// <summary>A path as texts name it: without places in lists.</summary>
    public static string KeyOf(string path) => new FormField(path, FieldKind.Line).Key;

    /// <summary>The document as it is saved: the form alone, the needs without what the service counts.</summary>
    public static System.Text.Json.Nodes.JsonObject BodyOf(Doc doc)
    {
        var body = doc.Only(Members);
        if (body["needs"] is System.Text.Json.Nodes.JsonArray needs)
        {
            body["needs"] = new System.Text.Json.Nodes.JsonArray([.. needs.OfType<System.Text.Json.Nodes.JsonObject>().Select(n => (System.Text.Json.Nodes.JsonNode)new Doc(n).Only(NeedMembers))]);
        }
        return body;
    }

    private static bool Always(Doc doc) => true;

    private static bool IsOnSite(Doc doc) => RequestFields.HasSite(doc.Text("deliveryMode"));

    private static bool AsksParticipants(Doc doc) => RequestFields.AsksParticipants(doc.Text("assistanceType"));
}
