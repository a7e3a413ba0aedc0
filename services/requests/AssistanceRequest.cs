using Alliance.Requests.Appealing;
using Alliance.Requests.Attaching;
using Alliance.Requests.Consulting;
using Alliance.Requests.Counting;
using Alliance.Requests.Linking;
using Alliance.Requests.Translating;

namespace Alliance.Requests;

/// <summary>One request of an authority for assistance, from its first draft on. Its history entries, revision and times are the storage's.</summary>
internal sealed record AssistanceRequest
{
    public required Guid OrganisationId { get; init; }

    /// <summary>
    /// The association that writes it for the authority, whose request it is all the same; null where the authority writes itself, or lets that association
    /// write no longer. Source: domain, "Who" (onBehalfOf).
    /// </summary>
    public Guid? DraftedBy { get; init; }

    /// <summary>Other authorities it is written for, too: organisations. They are named, and may nothing by it.</summary>
    public IReadOnlyList<Guid> AlsoFor { get; init; } = [];

    /// <summary>How it came in: <see cref="Alliance.Contracts.RequestCodes.SubmittedVia"/>. Null for those of before this was kept.</summary>
    public string? SubmittedVia { get; init; }

    public required RequestStatus Status { get; init; }
    public required RequestContent Content { get; init; }

    /// <summary>Like <c>REQ-2026-000123</c>; given at the first submit and kept.</summary>
    public string? Reference { get; init; }

    /// <summary>Null while its clocks run.</summary>
    public Standstill? Held { get; init; }

    public bool OnHold => Held is not null;

    /// <summary>The coordinator who took it last, or to whom it was handed over.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>How often it was submitted; the number of the copy that is kept of the newest submission.</summary>
    public int Submissions { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The first time; null for those of before this was kept.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>From the first submit to the first answer the applicant got: return, approve, reject. Time on hold counts: they waited.</summary>
    public TimeSpan? FirstAnswer { get; init; }

    /// <summary>The signatory, unless the content names another.</summary>
    public Guid? SubmittedBy { get; init; }

    /// <summary>What the coordinator asks to change; empty again once it is submitted again.</summary>
    public IReadOnlyList<FieldComment> Comments { get; init; } = [];

    /// <summary>What was asked the last time, with the answers, once it is submitted again.</summary>
    public IReadOnlyList<FieldComment> Asked { get; init; } = [];

    /// <summary>As the coordinator who approved it scored it.</summary>
    public IReadOnlyList<CriterionScore> Criteria { get; init; } = [];

    public ReviewDecision? Decision { get; init; }

    /// <summary>The one appeal there may be, with the decision it is against.</summary>
    public Appeal? Appeal { get; init; }

    /// <summary>Who was asked for an opinion, and what they said; the newest round last.</summary>
    public IReadOnlyList<Consultation> Consultations { get; init; } = [];

    public IReadOnlyList<LinkedRequest> LinkedRequests { get; init; } = [];

    /// <summary>Of the target the office is measured by now; kept by <see cref="Settling"/>. Null where nothing is promised.</summary>
    public Clock? Clock { get; init; }

    /// <summary>From the end on: when it is asked what became of it.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>When the system acts by itself; a hold shifts them.</summary>
    public RequestTimers Timers { get; init; } = RequestTimers.None;

    /// <summary>Who is on which need, as the experts service tells.</summary>
    public IReadOnlyList<StaffedPlace> Staffing { get; init; } = [];

    /// <summary>Removed ones stay as entries without a name.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Texts of the content in other languages; the content is the legal text.</summary>
    public IReadOnlyList<Translation> Translations { get; init; } = [];

    public CreationKey? CreatedWith { get; init; }

    /// <summary>The applicant is told something; the first time counts.</summary>
    public AssistanceRequest Answered(DateTimeOffset now) => this with { FirstAnswer = FirstAnswer ?? now - SubmittedAt };
}

/// <summary>What the authority writes, and nothing else: the body of POST and PUT, and what is kept of a submission.</summary>
internal record RequestContent
{
    public static readonly RequestContent Empty = new();

    public string? Title { get; init; }
    public string? Summary { get; init; }
    public string? Background { get; init; }
    public string? ExpectedResults { get; init; }
    public string? Activities { get; init; }
    public string? TargetGroup { get; init; }
    public int? Participants { get; init; }

    /// <summary>BCP 47, of the texts.</summary>
    public string? Language { get; init; }

    public string? AssistanceType { get; init; }
    public string? DeliveryMode { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];
    public string? Urgency { get; init; }
    public DateOnly? NeededBy { get; init; }
    public bool? Flexible { get; init; }
    public IReadOnlyList<Period> PreferredPeriods { get; init; } = [];

    /// <summary>Of matching.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }
    public Place? Place { get; init; }
    public Contact? Contact { get; init; }
    public Signatory? Signatory { get; init; }
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>Of the authority: department or office.</summary>
    public string? Unit { get; init; }

    /// <summary>Whom somebody else writes for, in words: of before an association wrote for an authority by name (<see cref="AssistanceRequest.DraftedBy"/>).</summary>
    public string? OnBehalfOf { get; init; }

    public Markers? Markers { get; init; }
    public Support? Support { get; init; }
    public Context? Context { get; init; }

    /// <summary>Null while drafting counts as <c>members</c>.</summary>
    public string? Visibility { get; init; }

    /// <summary>The number the authority's own system gave it, or that of a list it was imported from; one request of an authority has it.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>Both days included.</summary>
internal sealed record Period(DateOnly? From, DateOnly? To);

/// <param name="Site">Where exactly; only for those who work on it.</param>
internal sealed record Place(string? Katottg, string? Site, string? SecurityZone);

internal sealed record Contact(string? Name, string? Role, string? Email, string? Phone, string? Language);

internal sealed record Signatory(string? Name, string? Function);

/// <summary>One line of a request: places of one kind to fill.</summary>
internal sealed record Need
{
    /// <summary>Given by the server and kept through changes of the draft.</summary>
    public Guid? Id { get; init; }

    public string? Role { get; init; }
    public string? Kind { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>ESCO URIs.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>1–4.</summary>
    public int? MinimumLevel { get; init; }

    public IReadOnlyList<LanguageSkill> Languages { get; init; } = [];
    public int? Quantity { get; init; }
    public int? PersonDays { get; init; }
    public bool? Must { get; init; }
}

/// <param name="Level">CEFR.</param>
internal sealed record LanguageSkill(string? Code, string? Level);

/// <param name="Field">A path of the form: <c>needs[0].role</c>.</param>
/// <param name="Answer">Of the applicant, in words.</param>
internal sealed record FieldComment(string? Field, string? Text, string? Answer = null);

/// <param name="Code">Of the published criteria.</param>
/// <param name="Score">0–5; under 2 the note says why.</param>
internal sealed record CriterionScore(string? Code, int? Score, string? Note = null);

/// <param name="Outcome"><c>approved rejected merged redirected</c>.</param>
/// <param name="Code">Why it was rejected.</param>
/// <param name="Text">Empty only where a merge says nothing more.</param>
/// <param name="Programme">Which programme might help instead, or helps.</param>
/// <param name="Proposed">The first of two approvals: it stands until another coordinator gives the second.</param>
internal sealed record ReviewDecision(
    string Outcome, string? Code, string Text, string? Programme, Guid By, DateTimeOffset At, bool Proposed = false);

/// <param name="Code">Of the hold reasons.</param>
internal sealed record Standstill(string Code, DateTimeOffset Since);

/// <param name="OpensAt">Matching begins.</param>
/// <param name="ClosesAt">Matching ends where nobody was found; null = it goes on until somebody ends it.</param>
/// <param name="EndsAt">What was delivered is closed.</param>
/// <param name="RemindAt">The applicant, whose turn it is, is reminded.</param>
/// <param name="LapsesAt">Silence of the applicant withdraws it.</param>
/// <param name="ConsultedUntil">Who has not answered by then has no objection.</param>
/// <param name="AppealUntil">Of a rejection; nothing happens then, it is only too late.</param>
/// <param name="ReopenUntil">Of what is closed, likewise.</param>
internal sealed record RequestTimers(
    DateTimeOffset? OpensAt = null, DateTimeOffset? ClosesAt = null, DateTimeOffset? EndsAt = null, DateTimeOffset? RemindAt = null, DateTimeOffset? LapsesAt = null,
    DateTimeOffset? ConsultedUntil = null, DateTimeOffset? AppealUntil = null, DateTimeOffset? ReopenUntil = null)
{
    public static readonly RequestTimers None = new();

    public RequestTimers ShiftedBy(TimeSpan held) => this with
    {
        OpensAt = OpensAt + held, ClosesAt = ClosesAt + held, EndsAt = EndsAt + held, RemindAt = RemindAt + held, LapsesAt = LapsesAt + held,
        ConsultedUntil = ConsultedUntil + held
    };
}

/// <summary>A task, not a state.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Asked">It was due: its owner has it on the work list.</param>
internal sealed record FollowUp(DateTimeOffset At, bool Asked = false, DateTimeOffset? DoneAt = null, Guid? DoneBy = null)
{
    public bool IsOpen => Asked && DoneAt is null;
}

/// <summary>One assignment, as its newest message says.</summary>
/// <param name="No">Of the assignment's history entry: a lower one is older news.</param>
/// <param name="PersonId">The expert's person: from confirmed on they read contact and site.</param>
/// <param name="ConflictAnswered">The question of a conflict of interest: before it texts for participants are closed to who is invited.</param>
internal sealed record StaffedPlace(Guid AssignmentId, Guid NeedId, string State, long No, Guid PersonId, bool ConflictAnswered = false);

/// <summary>The Idempotency-Key it was created with, and the hash of the body that came with it.</summary>
internal sealed record CreationKey(Guid CallerId, string Key, string BodyHash)
{
    public string UniqueKey => $"idem:{CallerId}:{Key}";
}
