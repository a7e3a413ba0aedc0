using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>
/// How assignments are stored and found, and the rules across them as unique keys: a place of a need has one holder, a day of an expert on site
/// one assignment, a need each expert once. Lists are bound to their reader: <c>coordinators</c>, <c>person|{id}</c>, <c>team|{id}</c>.
/// </summary>
internal static class Assignments
{
    public static readonly Sort<Assignment> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<Assignment> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());

    public static readonly Facet<Assignment> Reader = new("reader", d => Readers(d.Value), UpdatedAt, CreatedAt);
    public static readonly Facet<Assignment> ReaderStatus = new("readerstatus", d => ForReaders(d.Value, Wire<AssignmentStatus>.Of(d.Value.Status)), UpdatedAt);
    public static readonly Facet<Assignment> ReaderRequest = new("readerrequest", d => ForReaders(d.Value, d.Value.RequestId.ToString()), UpdatedAt);
    public static readonly Facet<Assignment> ReaderExpert = new("readerexpert", d => ForReaders(d.Value, d.Value.ExpertId.ToString()), UpdatedAt);
    public static readonly Facet<Assignment> Need = new("need", d => [d.Value.NeedId.ToString()], CreatedAt);

    /// <summary>What ends with a request.</summary>
    public static readonly Facet<Assignment> RequestState = new("requeststate", d => [$"{d.Value.RequestId}|{Wire<AssignmentStatus>.Of(d.Value.Status)}"], CreatedAt);

    /// <summary>What an expert has on hand or has done: their days.</summary>
    public static readonly Facet<Assignment> WorkOf = new("workof", d => d.Value.IsLive || d.Value.HoldsPlace ? [d.Value.ExpertId.ToString()] : [], CreatedAt);

    /// <summary>Places that are taken, by need.</summary>
    public static readonly Facet<Assignment> HeldNeed = new("heldneed", d => d.Value.HoldsPlace ? [d.Value.NeedId.ToString()] : [], UpdatedAt);

    /// <summary>Every assignment: matching reads what changed since it last looked.</summary>
    public static readonly Facet<Assignment> All = new("whole", _ => ["all"], UpdatedAt);

    public const string Coordinators = "coordinators";

    public static string Person(Guid id) => $"person|{id}";

    public static string Team(Guid organisationId) => $"team|{organisationId}";

    /// <summary>An expert stands once for a need.</summary>
    public static string PairKey(Guid needId, Guid expertId) => $"pair:{needId}:{expertId}";

    public static string PlaceKey(Guid needId, int place) => $"place:{needId}:{place}";

    public static readonly Declaration<Assignment> Declaration = new("assignments")
    {
        Version = 2,
        Sorts = [UpdatedAt, CreatedAt],
        Facets = [Reader, ReaderStatus, ReaderRequest, ReaderExpert, Need, RequestState, WorkOf, HeldNeed, All],
        Keys = d => Keys(d.Value),
        DueAt = d => Inviting.AssignmentTimers.NextAt(d.Value),
        Announces = true
    };

    private static IEnumerable<string> Keys(Assignment assignment)
    {
        if (assignment.CreatedWith is { } created) yield return created.UniqueKey;
        if (assignment.ProposedWith is { } proposed) yield return proposed.UniqueKey;
        if (assignment.IsLive || assignment.HoldsPlace || assignment.Status is AssignmentStatus.Interested or AssignmentStatus.Proposed)
            yield return PairKey(assignment.NeedId, assignment.ExpertId);
        if (assignment is { HoldsPlace: true, Place: { } place }) yield return PlaceKey(assignment.NeedId, place);
        if (assignment is not { HoldsDays: true, Period: { } period }) yield break;
        for (var day = period.From; day <= period.To; day = day.AddDays(1)) yield return $"busy:{assignment.ExpertId}:{day:yyyy-MM-dd}";
    }

    /// <summary>The applicant's team learns of it with the invitation, not before.</summary>
    private static IEnumerable<string> Readers(Assignment assignment) => assignment.Invitation is null
        ? [Coordinators, Person(assignment.PersonId)]
        : [Coordinators, Person(assignment.PersonId), Team(assignment.OrganisationId)];

    private static IEnumerable<string> ForReaders(Assignment assignment, string value) => Readers(assignment).Select(reader => $"{reader}|{value}");
}
