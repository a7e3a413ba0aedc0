using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>
/// How profiles are stored and found. Each list is bound to its reader: the facets carry who may see the document in their values
/// (<c>roster</c> for coordinators, <c>person|{id}</c> for the expert, <c>employer|{id}</c> for those who give its consent).
/// </summary>
internal static class Roster
{
    public static readonly Sort<Expert> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Expert> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());

    public static readonly Facet<Expert> Reader = new("reader", d => Readers(d.Value), UpdatedAt, CreatedAt);
    public static readonly Facet<Expert> ReaderStatus = new("readerstatus", d => ForReaders(d.Value, Wire<ExpertStatus>.Of(d.Value.Status)), UpdatedAt);
    public static readonly Facet<Expert> ReaderCountry = new("readercountry", d => ForReaders(d.Value, d.Value.Profile.Country), UpdatedAt);

    public static readonly Facet<Expert> ReaderTopic = new("readertopic",
        d => ForReaders(d.Value, [.. d.Value.Profile.Competences.Select(c => c.Code).Where(c => c is not null && !c.Contains('/', StringComparison.Ordinal))]), UpdatedAt);

    public static readonly Facet<Expert> ReaderLanguage = new("readerlanguage",
        d => ForReaders(d.Value, [.. d.Value.Profile.Languages.Select(l => l.Code)]), UpdatedAt);

    /// <summary>Every profile: matching reads what changed since it last looked.</summary>
    public static readonly Facet<Expert> Everybody = new("everybody", _ => ["all"], UpdatedAt);

    public const string Coordinators = "roster";

    public static string Person(Guid id) => $"person|{id}";

    public static string EmployedBy(Guid id) => $"employer|{id}";

    public static string PersonKey(Guid id) => $"person:{id}";

    public static Declaration<Expert> Declare(RosterSettings settings) => new("experts")
    {
        Version = 2,
        Sorts = [UpdatedAt, CreatedAt],
        Facets = [Reader, ReaderStatus, ReaderCountry, ReaderTopic, ReaderLanguage, Everybody],
        Text = d => [.. d.Value.Profile.Competences.Select(c => c.Code), d.Value.Profile.Employer?.Position, .. d.Value.Profile.Certificates.Select(c => c.Name)],
        Keys = d => d.Value.CreatedWith is { } created ? [PersonKey(d.Value.PersonId), created.UniqueKey] : [PersonKey(d.Value.PersonId)],
        DueAt = d => Keeping.Staleness.Earlier(Keeping.Staleness.NextAt(d.Value, settings), Keeping.CertificateExpiry.NextAt(d.Value, settings)),
        Announces = true
    };

    public static readonly Sort<ProfileReading> ReadAt = new("at", d => d.Value.At.ToUnixTimeMilliseconds());

    public static readonly Facet<ProfileReading> ReadingsOf = new("expert", d => [d.Value.ExpertId.ToString()], ReadAt);

    /// <summary>Who read whose profile.</summary>
    public static readonly Declaration<ProfileReading> Readings = new("readings")
    {
        Sorts = [ReadAt],
        Facets = [ReadingsOf]
    };

    private static IEnumerable<string> Readers(Expert expert)
    {
        // A list of people holds no nobodies; who comes by way of an assignment finds the profile, and nothing in it.
        if (expert.Status == ExpertStatus.Erased) yield break;
        yield return Person(expert.PersonId);
        if (!expert.WasSubmitted) yield break;
        yield return Coordinators;
        if (expert.Profile.Employer?.OrganisationId is { } employer) yield return EmployedBy(employer);
    }

    private static IEnumerable<string> ForReaders(Expert expert, params IReadOnlyList<string?> values) =>
        Readers(expert).SelectMany(reader => values.OfType<string>().Distinct().Select(value => $"{reader}|{value}"));
}
