using System.Text.Json.Nodes;
using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>An organisation, as data. Contacts, parent and associations are kept as they came.</summary>
internal static class OrganisationForm
{
    public static readonly IReadOnlyList<string> Members =
        ["legalName", "legalNameLatin", "type", "level", "country", "code", "registerId", "languages", "contacts", "parentId", "associationIds"];

    /// <summary>Those that ask for assistance.</summary>
    public static readonly IReadOnlyList<string> Authorities = ["hromada", "city", "raion", "oblast-council", "oblast-administration", "military-administration"];

    /// <summary>Those that write for them.</summary>
    public const string Association = "association";

    public static readonly IReadOnlyList<string> Types =
    [
        .. Authorities, "region", "province", "municipality", "intermunicipal", Association, "utility", "eu-institution", "ifi", "ngo", "academia", "secretariat"
    ];

    public static readonly IReadOnlyList<string> Levels = ["local", "regional", "national", "international"];
    public static readonly IReadOnlyList<string> Statuses = ["applied", "active", "suspended", "left"];

    /// <summary>What a new one can begin as.</summary>
    public static readonly IReadOnlyList<string> Beginnings = ["applied", "active"];

    private static readonly FormField Languages = new("languages", FieldKind.Several, "own:language");

    public static readonly FormTopic About = new("about",
        new FormField("legalName", FieldKind.Line, Longest: 300, Required: Always),
        new FormField("legalNameLatin", FieldKind.Line, Longest: 300),
        new FormField("type", FieldKind.Select, "own:organisation-type", Required: Always),
        new FormField("level", FieldKind.Select, "own:organisation-level"),
        new FormField("country", FieldKind.Select, "own:country", Required: Always),
        new FormField("code", FieldKind.Line, Longest: 50),
        new FormField("registerId", FieldKind.Line, Longest: 50),
        Languages);

    public static readonly FormTopic New = new("new", [.. About.Fields, new FormField("status", FieldKind.Radios, "own:membership-status", Required: Always)]);

    /// <summary>What an organisation changes of itself.</summary>
    public static readonly FormTopic Own = new("own", Languages);

    public static JsonObject BodyOf(Doc doc) => doc.Only(Members);

    private static bool Always(Doc doc) => true;
}
