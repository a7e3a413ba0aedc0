using System.Globalization;
using Alliance.Accounts.Admitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Accounts.Reading;

/// <summary>What every list takes. Texts, so that whatever stands there gets an answer that names the parameter.</summary>
internal abstract record PageParameters
{
    private const int LongestWords = 200;
    private const int LongestCursor = 1_000;

    /// <summary>Beginnings of words; all must be found.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }

    [FromQuery(Name = "limit")] public string? Limit { get; init; }
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    protected virtual IReadOnlyList<string> Names => ["q", "limit", "cursor"];

    /// <param name="given">The names in the query: a misspelt filter would show everything.</param>
    public virtual IEnumerable<FieldFault> Faults(ICollection<string> given)
    {
        foreach (var name in given.Where(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase))) yield return new FieldFault(name, "no-such-filter");
        if (Q?.Length > LongestWords) yield return new FieldFault("q", "too-long", LongestWords);
        if (Q?.Any(char.IsControl) == true) yield return new FieldFault("q", "control-character");
        if (Cursor?.Length > LongestCursor) yield return new FieldFault("cursor", "cursor");
        if (Limit is not null && Size() is < 1 or > 100) yield return new FieldFault("limit", "out-of-range", 1, 100);
    }

    public int Size() => Limit is null ? 20 : int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}

internal sealed record PeopleParameters : PageParameters;

/// <summary>The query of the list of organisations. A filter may be given several times or with commas: any of the values.</summary>
internal sealed record OrganisationParameters : PageParameters
{
    private const int MostValues = 20;

    private static readonly string[] Statuses = [.. Enum.GetValues<MembershipStatus>().Select(s => s.Wire())];

    private static readonly Dictionary<string, Sort<Organisation>> Sorts = new(StringComparer.Ordinal)
    {
        ["updatedAt"] = Organisations.UpdatedAt,
        ["createdAt"] = Organisations.CreatedAt
    };

    [FromQuery(Name = "status")] public string[]? Status { get; init; }
    [FromQuery(Name = "type")] public string[]? Type { get; init; }
    [FromQuery(Name = "country")] public string[]? Country { get; init; }

    /// <summary>The id of an association: those that belong to it.</summary>
    [FromQuery(Name = "association")] public string[]? Association { get; init; }

    /// <summary><c>updatedAt createdAt</c>, newest first with <c>-</c> before.</summary>
    [FromQuery(Name = "sort")] public string? SortBy { get; init; }

    protected override IReadOnlyList<string> Names => [.. base.Names, "status", "type", "country", "association", "sort"];

    public override IEnumerable<FieldFault> Faults(ICollection<string> given) =>
        base.Faults(given)
            .Concat(Faults("status", Status, Statuses.Contains))
            .Concat(Faults("type", Type, OrganisationCodes.Types.Contains))
            .Concat(Faults("country", Country, OrganisationCodes.Countries.Contains))
            .Concat(Faults("association", Association, id => Guid.TryParse(id, out _)))
            .Concat(SortBy is not null && !Sorts.ContainsKey(Field(SortBy)) ? [new FieldFault("sort", "unknown-code")] : []);

    public (Sort<Organisation> Sort, bool Descending) Order()
    {
        var by = SortBy ?? "-updatedAt";
        return (Sorts[Field(by)], by.StartsWith('-'));
    }

    public static string[] Values(string[]? parameter) =>
        [.. (parameter ?? []).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    private static string Field(string sort) => sort.StartsWith('-') ? sort[1..] : sort;

    private static IEnumerable<FieldFault> Faults(string name, string[]? parameter, Func<string, bool> known)
    {
        var values = Values(parameter);
        if (values.Length > MostValues) yield return new FieldFault(name, "too-many", MostValues);
        if (!values.All(known)) yield return new FieldFault(name, "unknown-code");
    }
}
