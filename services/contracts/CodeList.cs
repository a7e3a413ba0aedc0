using System.Text.Json.Serialization;

namespace Alliance.Contracts;

/// <summary>
/// What <c>GET /api/codelists/{name}</c> answers: anonymous, whole, in the language of <c>?lang=</c> or Accept-Language (en, uk, bg).
/// </summary>
public sealed record CodeList(IReadOnlyList<CodeListItem> Items);

/// <param name="Code">As used in documents; KATOTTG and NUTS codes as in their codifiers.</param>
/// <param name="Label">In the caller's language; names of places in English where the language has none of its own.</param>
/// <param name="Parent">Code of the unit or area above; absent at the top and in flat lists.</param>
/// <param name="Level">KATOTTG 1 oblast, 2 raion, 3 hromada; NUTS 0 country … 3; topics 1 area, 2 topic; absent in flat lists.</param>
/// <param name="Native">NUTS: the name in the unit's own language and script.</param>
public sealed record CodeListItem(
    string Code, string Label,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Native = null);
