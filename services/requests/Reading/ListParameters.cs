using System.Globalization;
using Alliance.Contracts;
using Alliance.Requests.Codelists;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Requests.Reading;

/// <summary>
/// The query of the list. Texts, so that whatever stands there gets an answer that names the parameter.
/// A filter may be given several times or with commas: any of the values.
/// </summary>
internal sealed record ListParameters
{
    public const string Me = "me";

    /// <summary>Values in one condition of a query; each is asked for once per reader.</summary>
    public const int MostTerms = 50;

    private const int LongestWords = 200;
    private const int LongestReference = 40;
    private const int LongestCursor = 1_000;

    /// <summary>With the least that must be seen of a request to sort by it: order and cursor tell the value.</summary>
    private static readonly Dictionary<string, (Sort<AssistanceRequest> By, Sight Least)> Sorts = new(StringComparer.Ordinal)
    {
        ["updatedAt"] = (AssistanceRequests.UpdatedAt, Sight.Public),
        ["createdAt"] = (AssistanceRequests.CreatedAt, Sight.Member),
        ["submittedAt"] = (AssistanceRequests.SubmittedAt, Sight.Public),
        ["neededBy"] = (AssistanceRequests.NeededBy, Sight.Public)
    };

    /// <summary>
    /// What each parameter asks for: a filter, a sort or words find by what they name, so each is answered only from requests of which its
    /// reader sees that much. Words find by all texts but those of needs.
    /// </summary>
    private static readonly Dictionary<string, Sight> Least = new(StringComparer.OrdinalIgnoreCase)
    {
        ["status"] = Sight.Public,
        ["topic"] = Sight.Public,
        ["oblast"] = Sight.Public,
        ["limit"] = Sight.Public,
        ["cursor"] = Sight.Public,
        ["reference"] = Sight.Public,
        ["organisationId"] = Sight.Member,
        ["assistanceType"] = Sight.Public,
        ["urgency"] = Sight.Member,
        ["q"] = Sight.Member,
        ["sort"] = Sight.Public,
        ["owner"] = Sight.Team,
        ["consulted"] = Sight.Invited,
        ["draftedBy"] = Sight.Public,
        ["overdue"] = Sight.Team
    };

    [FromQuery(Name = "status")] public string[]? Status { get; init; }
    [FromQuery(Name = "topic")] public string[]? Topic { get; init; }

    /// <summary>KATOTTG prefix <c>UA05</c>, or the code of a unit in it.</summary>
    [FromQuery(Name = "oblast")] public string[]? Oblast { get; init; }

    /// <summary>Whole; capitals and small letters are alike.</summary>
    [FromQuery(Name = "reference")] public string[]? Reference { get; init; }

    [FromQuery(Name = "organisationId")] public string[]? OrganisationId { get; init; }

    /// <summary><c>me</c>, <c>none</c> or the id of a coordinator.</summary>
    [FromQuery(Name = "owner")] public string[]? Owner { get; init; }

    /// <summary><c>waiting</c>: the caller's organisation is asked for its opinion; <c>all</c>: it is or was.</summary>
    [FromQuery(Name = "consulted")] public string? Consulted { get; init; }

    /// <summary><c>me</c>: what the caller's association writes, or wrote, for authorities.</summary>
    [FromQuery(Name = "draftedBy")] public string? DraftedBy { get; init; }

    [FromQuery(Name = "assistanceType")] public string[]? AssistanceType { get; init; }
    [FromQuery(Name = "urgency")] public string[]? Urgency { get; init; }

    /// <summary><c>true</c>: those at no end whose time has passed, the longest overdue first.</summary>
    [FromQuery(Name = "overdue")] public string? Overdue { get; init; }

    /// <summary>Beginnings of words; all must be found.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }

    /// <summary><c>updatedAt createdAt submittedAt neededBy</c>, newest or latest first with <c>-</c> before.</summary>
    [FromQuery(Name = "sort")] public string? SortBy { get; init; }

    [FromQuery(Name = "limit")] public string? Limit { get; init; }
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    /// <param name="given">The names in the query: a misspelt filter would show everything.</param>
    /// <param name="readers">How many readers the caller is that may ask so.</param>
    public IEnumerable<FieldFault> Faults(ICollection<string> given, int readers)
    {
        var most = MostTerms / Math.Max(readers, 1);
        return given.Where(name => !Least.ContainsKey(name)).Select(name => new FieldFault(name, "no-such-filter"))
            .Concat(readers == 0 ? given.Where(name => Asks(name) > Sight.Public).Select(name => new FieldFault(name, "filter-not-yours")) : [])
            .Concat(Faults("status", most, Status, RequestCodes.Status.Contains, "unknown-code"))
            .Concat(Faults("topic", most, Topic, Topics.Knows, "unknown-code"))
            .Concat(Faults("oblast", most, Oblast, o => Katottg.Oblast(o) is not null, "unknown-code"))
            .Concat(Faults("reference", most, Reference, r => r.Length <= LongestReference, "unknown-code"))
            .Concat(Faults("organisationId", most, OrganisationId, IsId, "not-id"))
            .Concat(Faults("owner", most, Owner, o => o is Me or AssistanceRequests.Nobody || IsId(o), "not-id"))
            .Concat(Faults("assistanceType", most, AssistanceType, RequestCodes.AssistanceType.Contains, "unknown-code"))
            .Concat(Faults("urgency", most, Urgency, RequestCodes.Urgency.Contains, "unknown-code"))
            .Concat(Consulted is not (null or "waiting" or "all") ? [new FieldFault("consulted", "unknown-code")] : [])
            .Concat(DraftedBy is not (null or Me) ? [new FieldFault("draftedBy", "unknown-code")] : [])
            .Concat(Overdue is null or "true" or "false" ? [] : [new FieldFault("overdue", "unknown-code")])
            .Concat(Overdue == "true" && SortBy is not null ? [new FieldFault("sort", "no-such-filter")] : [])
            .Concat(Q?.Length > LongestWords ? [new FieldFault("q", "too-long", LongestWords)] : [])
            .Concat(Q?.Any(c => char.IsControl(c) || Given.IsNoCharacter(c)) == true ? [new FieldFault("q", "control-character")] : [])
            .Concat(SortBy is not null && !Sorts.ContainsKey(Field(SortBy)) ? [new FieldFault("sort", "unknown-code")] : [])
            .Concat(Cursor?.Length > LongestCursor ? [new FieldFault("cursor", "cursor")] : [])
            .Concat(Limit is not null && Size() is < 1 or > 100 ? [new FieldFault("limit", "out-of-range", 1, 100)] : []);
    }

    /// <summary>The least that must be seen of a request to find it so.</summary>
    public Sight Needed(IEnumerable<string> given) => given.Select(Asks).Append(Sight.Public).Max();

    public (Sort<AssistanceRequest> Sort, bool Descending) Order()
    {
        var by = SortBy ?? "-updatedAt";
        return (Sorts[Field(by)].By, by.StartsWith('-'));
    }

    public int Size() => Limit is null ? 20 : int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    public static IReadOnlyList<string> Values(string[]? parameter) =>
        [.. (parameter ?? []).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    private Sight Asks(string name) => string.Equals(name, "sort", StringComparison.OrdinalIgnoreCase) && SortBy is not null && Sorts.TryGetValue(Field(SortBy), out var sort)
        ? sort.Least
        : Least.GetValueOrDefault(name);

    private static string Field(string sort) => sort.StartsWith('-') ? sort[1..] : sort;

    private static bool IsId(string value) => Guid.TryParse(value, out _);

    public static IEnumerable<FieldFault> Faults(string name, int most, string[]? parameter, Func<string, bool> known, string code)
    {
        var values = Values(parameter);
        if (values.Count > most) yield return new FieldFault(name, "too-many", most);
        if (!values.All(known)) yield return new FieldFault(name, code);
    }
}
