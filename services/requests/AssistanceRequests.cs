using Alliance.Requests.Codelists;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>
/// How requests are stored and found. Each list is bound to its reader: the facets of the common lists carry who may see the document in
/// their values (<c>submitted</c> for coordinators, <c>org|{id}</c> for the applicant's team), so a list holds nothing else and is a walk.
/// </summary>
internal static class AssistanceRequests
{
    public const string DefaultVisibility = "members";

    /// <summary>Year 9999: what has no such time yet is latest, and stays in the list.</summary>
    private const long NotYet = 253_402_214_400_000;

    public static readonly Sort<AssistanceRequest> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<AssistanceRequest> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<AssistanceRequest> SubmittedAt = new("submitted", d => d.Value.SubmittedAt?.ToUnixTimeMilliseconds() ?? NotYet);
    public static readonly Sort<AssistanceRequest> NeededBy = new("needed", d => d.Value.Content.NeededBy is { } day
        ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()
        : NotYet);

    public static readonly Facet<AssistanceRequest> Reader =
        new("reader", d => d.Value.Status == RequestStatus.Discarded ? [] : Readers(d.Value), UpdatedAt, CreatedAt, SubmittedAt, NeededBy);

    public static readonly Facet<AssistanceRequest> ReaderStatus = new("readerstatus", d => ForReaders(d, d.Value.Status.Wire()), UpdatedAt, SubmittedAt);
    public static readonly Facet<AssistanceRequest> ReaderTopic = new("readertopic", d => ForReaders(d, [.. d.Value.Content.Topics.Distinct()]), UpdatedAt);
    public static readonly Facet<AssistanceRequest> ReaderOblast = new("readeroblast", d => ForReaders(d, OblastOf(d.Value)), UpdatedAt);
    public static readonly Facet<AssistanceRequest> ReaderOwner = new("readerowner", d => ForReaders(d, d.Value.OwnerId?.ToString()), UpdatedAt);

    public static readonly Facet<AssistanceRequest> Organisation = new("organisation", d => [d.Value.OrganisationId.ToString()]);
    public static readonly Facet<AssistanceRequest> AssistanceType = new("assistancetype", d => Given(d.Value.Content.AssistanceType));
    public static readonly Facet<AssistanceRequest> Urgency = new("urgency", d => Given(d.Value.Content.Urgency));

    public static readonly Declaration<AssistanceRequest> Declaration = new("requests")
    {
        Sorts = [UpdatedAt, CreatedAt, SubmittedAt, NeededBy],
        Facets = [Reader, ReaderStatus, ReaderTopic, ReaderOblast, ReaderOwner, Organisation, AssistanceType, Urgency],
        Text = d =>
        [
            d.Value.Reference, d.Value.Content.Title, d.Value.Content.Summary, d.Value.Content.Background, d.Value.Content.ExpectedResults,
            d.Value.Content.Activities, d.Value.Content.TargetGroup, .. d.Value.Content.Needs.Select(n => n.Role)
        ],
        Keys = d => d.Value.CreatedWith is { } created ? [created.UniqueKey] : [],
        Announces = true
    };

    public const string SubmittedReader = "submitted";

    public static string TeamReader(Guid organisationId) => $"org|{organisationId}";

    public static string? OblastOf(AssistanceRequest request) => Katottg.OblastOf(request.Content.Place?.Katottg);

    private static IEnumerable<string> Readers(AssistanceRequest request) =>
        request.Submissions > 0 ? [SubmittedReader, TeamReader(request.OrganisationId)] : [TeamReader(request.OrganisationId)];

    private static IEnumerable<string> ForReaders(Stored<AssistanceRequest> request, params IReadOnlyList<string?> values) =>
        Readers(request.Value).SelectMany(reader => values.OfType<string>().Select(value => $"{reader}|{value}"));

    private static IEnumerable<string> Given(string? value) => value is null ? [] : [value];
}
