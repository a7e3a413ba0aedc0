using System.Text.Json.Nodes;
using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>A person of an organisation, as data.</summary>
internal static class PersonForm
{
    private static readonly IReadOnlyList<string> OfAuthorities = ["authority-editor", "authority-signatory"];
    private static readonly IReadOnlyList<string> OfSecretariat = ["coordinator", "lead-coordinator", "administrator"];

    public static readonly IReadOnlyList<string> Roles = [.. OfAuthorities, "expert", "organisation-administrator", "observer", .. OfSecretariat];

    public static FormTopic New(IReadOnlyList<string> roles) => new("new",
        new FormField("name", FieldKind.Line, Longest: 200, Required: Always),
        new FormField("email", FieldKind.Email, Longest: 254, Required: Always),
        new FormField("language", FieldKind.Select, "own:language"),
        new FormField("roles", FieldKind.Several, "own:role", Required: Always, Offered: roles));

    public static FormTopic Change(IReadOnlyList<string> roles) => new("change",
        new FormField("name", FieldKind.Line, Longest: 200, Required: Always),
        new FormField("language", FieldKind.Select, "own:language"),
        new FormField("roles", FieldKind.Several, "own:role", Required: Always, Offered: roles));

    public static JsonObject BodyOf(Doc doc) => doc.Only(["name", "language", "roles"]);

    /// <summary>What is worth offering; what may be given is the service's word. Those of now stay, or saving the name would take them away.</summary>
    /// <param name="type">Of the organisation.</param>
    /// <param name="byAdministrator">Or by the organisation's own.</param>
    public static IReadOnlyList<string> Offered(string? type, bool byAdministrator, IReadOnlyList<string> now) =>
    [
        .. Roles.Where(role => now.Contains(role) ||
            (OfAuthorities.Contains(role) ? type == OrganisationForm.Association || OrganisationForm.Authorities.Contains(type ?? "")
                : OfSecretariat.Contains(role) ? byAdministrator && type == "secretariat"
                : role != "observer" || byAdministrator))
    ];

    private static bool Always(Doc doc) => true;
}
