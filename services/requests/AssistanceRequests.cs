using Alliance.Requests.Codelists;
using Alliance.Requests.Counting;
using Alliance.Requests.Reading;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>
/// How requests are stored and found. Each list is bound to its reader: the facets of the common lists carry who may see the document in
/// their values (<see cref="Readers"/>), so a list holds nothing else and is a walk. The words are those a member may read: no need's text is among them.
/// </summary>
internal static class AssistanceRequests
{
    public const string ForAll = "public";
    public const string ForMembers = "members";
    public const string Restricted = "restricted";
    public const string DefaultVisibility = ForMembers;

    /// <summary>The owner of what was handed in and nobody has taken.</summary>
    public const string Nobody = "none";

    public const string SubmittedReader = "submitted";
    public const string OpenCallReader = "opencall";

    /// <summary>Year 9999: what has no such time yet is latest, and stays in the list.</summary>
    private const long NotYet = 253_402_214_400_000;

    public static readonly Sort<AssistanceRequest> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<AssistanceRequest> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());
    public static readonly Sort<AssistanceRequest> SubmittedAt = new("submitted", d => d.Value.SubmittedAt?.ToUnixTimeMilliseconds() ?? NotYet);
    public static readonly Sort<AssistanceRequest> NeededBy = new("needed", d => d.Value.Content.NeededBy is { } day
        ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()
        : NotYet);

    /// <summary>What is overdue is least; what nobody waits for by a date is last.</summary>
    public static readonly Sort<AssistanceRequest> DueAt = new("due", d => WorkList.DueAt(d.Value)?.ToUnixTimeMilliseconds() ?? NotYet);

    public static readonly Facet<AssistanceRequest> Reader =
        new("reader", d => d.Value.Status == RequestStatus.Discarded ? [] : Readers(d.Value), UpdatedAt, CreatedAt, SubmittedAt, NeededBy);

    public static readonly Facet<AssistanceRequest> ReaderStatus = new("readerstatus", d => ForReaders(d, d.Value.Status.Wire()), UpdatedAt, SubmittedAt);
    public static readonly Facet<AssistanceRequest> ReaderTopic = new("readertopic", d => ForReaders(d, [.. d.Value.Content.Topics.Distinct()]), UpdatedAt);
    public static readonly Facet<AssistanceRequest> ReaderOblast = new("readeroblast", d => ForReaders(d, OblastOf(d.Value)), UpdatedAt);

    /// <summary>Only for those who may know who the owner is.</summary>
    public static readonly Facet<AssistanceRequest> ReaderOwner = new("readerowner", d => d.Value.OwnerId is { } owner
        ? Insiders(d.Value).Select(reader => $"{reader}|{owner}")
        : d.Value.Submissions > 0 ? Insiders(d.Value).Select(reader => $"{reader}|{Nobody}") : [], UpdatedAt);

    /// <summary>For coordinators: what waits for any of them, and what waits for its owner.</summary>
    public static readonly Facet<AssistanceRequest> Waits = new("waits", d => WorkList.Waits(d.Value), DueAt);

    /// <summary>Organisations whose opinion is awaited.</summary>
    public static readonly Facet<AssistanceRequest> AwaitsOpinion = new("awaitsopinion", d => d.Value.Status == RequestStatus.InConsultation
        ? d.Value.Consultations.Where(c => c.IsOpen).Select(c => c.OrganisationId.ToString()).Distinct()
        : []);

    /// <summary>The number people call it by.</summary>
    public static readonly Facet<AssistanceRequest> Reference = new("reference", d => Given(d.Value.Reference));

    /// <summary>Authorities for which an association writes.</summary>
    public static readonly Facet<AssistanceRequest> DraftedFor = new("draftedfor", d => d.Value.DraftedBy is null ? [] : [d.Value.OrganisationId.ToString()]);

    public static readonly Facet<AssistanceRequest> Organisation = new("organisation", d => [d.Value.OrganisationId.ToString()]);
    public static readonly Facet<AssistanceRequest> AssistanceType = new("assistancetype", d => Given(d.Value.Content.AssistanceType));
    public static readonly Facet<AssistanceRequest> Urgency = new("urgency", d => Given(d.Value.Content.Urgency));

    public static readonly Declaration<AssistanceRequest> Declaration = new("requests")
    {
        Version = 11,
        Sorts = [UpdatedAt, CreatedAt, SubmittedAt, NeededBy, DueAt],
        Facets = [Reader, ReaderStatus, ReaderTopic, ReaderOblast, ReaderOwner, Waits, AwaitsOpinion, DraftedFor, Reference, Organisation, AssistanceType, Urgency],
        Text = d =>
        [
            d.Value.Reference, d.Value.Content.Title, d.Value.Content.Summary, d.Value.Content.Background, d.Value.Content.ExpectedResults,
            d.Value.Content.Activities, d.Value.Content.TargetGroup
        ],
        Keys = d => Keys(d.Value),
        DueAt = d => Settling.IsOwed(d.Value) ? DateTimeOffset.UnixEpoch : Ticking.DueAt(d.Value),
        Announces = true
    };

    /// <summary>With what follows from each save for its clock and timers.</summary>
    public static Declaration<AssistanceRequest> Declared(RequestsSettings periods) =>
        Declaration with { Settle = (before, next, now) => Settling.Settled(before, next, now, periods) };

    public static string TeamReader(Guid organisationId) => $"org|{organisationId}";

    public static string ExpertReader(Guid personId) => $"person|{personId}";

    public static string ConsultedReader(Guid organisationId) => $"consulted|{organisationId}";

    /// <summary>Invited, with the question of a conflict of interest still open.</summary>
    public static string AskedReader(Guid personId) => $"asked|{personId}";

    /// <summary>An association that writes for an authority: what it is writing; what it wrote; and what it wrote that is not for everybody who takes part.</summary>
    public static string WritingReader(Guid association) => $"writes|{association}";

    public static string WroteReader(Guid association) => $"wrote|{association}";

    public static string WroteRestrictedReader(Guid association) => $"wroterestricted|{association}";

    public static string? OblastOf(AssistanceRequest request) => Katottg.OblastOf(request.Content.Place?.Katottg);

    public static string VisibilityOf(AssistanceRequest request) => request.Content.Visibility ?? DefaultVisibility;

    /// <summary>To readers by visibility: handed in, and not with the applicant for changes, who then writes a text that is not handed in.</summary>
    public static bool IsShown(AssistanceRequest request) => request.Submissions > 0 && request.Status != RequestStatus.ChangesRequested;

    /// <summary>To everybody, signed in or not.</summary>
    public static bool IsPublished(AssistanceRequest request) => VisibilityOf(request) == ForAll && RequestStatuses.Published.Contains(request.Status);

    /// <summary>Everybody whose list holds the request; <see cref="Reading.Reader.Values"/> is the other side of it.</summary>
    public static IEnumerable<string> Readers(AssistanceRequest request)
    {
        foreach (var insider in Insiders(request)) yield return insider;
        var visibility = VisibilityOf(request);
        if (request is { DraftedBy: { } association, Status: not RequestStatus.Discarded })
        {
            if (request.IsBeingWritten()) yield return WritingReader(association);
            else yield return visibility == Restricted ? WroteRestrictedReader(association) : WroteReader(association);
        }
        if (!IsShown(request)) yield break;
        if (visibility is ForAll or ForMembers)
        {
            yield return ForMembers;
            if (IsPublished(request)) yield return ForAll;
            if (RequestStatuses.OpenCall.Contains(request.Status)) yield return OpenCallReader;
        }
        if (visibility == Restricted) yield break;
        foreach (var organisation in request.Consultations.Select(c => c.OrganisationId).Distinct()) yield return ConsultedReader(organisation);
        foreach (var own in request.Staffing.Where(p => AssignmentStates.TakesPart(p.State)).GroupBy(p => p.PersonId))
            yield return own.Any(AssignmentStates.ReadsAsParticipant) ? ExpertReader(own.Key) : AskedReader(own.Key);
    }

    private static IEnumerable<string> Keys(AssistanceRequest request)
    {
        if (request.CreatedWith is { } created) yield return created.UniqueKey;
        // Of the authority: what another one numbers is not even told to be taken.
        if (request.Content.ExternalId is { } number) yield return $"external:{request.OrganisationId}:{number}";
    }

    private static IEnumerable<string> Insiders(AssistanceRequest request) =>
        request.Submissions > 0 ? [SubmittedReader, TeamReader(request.OrganisationId)] : [TeamReader(request.OrganisationId)];

    private static IEnumerable<string> ForReaders(Stored<AssistanceRequest> request, params IReadOnlyList<string?> values) =>
        Readers(request.Value).SelectMany(reader => values.OfType<string>().Select(value => $"{reader}|{value}"));

    private static IEnumerable<string> Given(string? value) => value is null ? [] : [value];
}
