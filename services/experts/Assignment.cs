using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Experts.Matching;

namespace Alliance.Experts;

/// <summary>One expert on one need of a request, from the coordinator's proposal to the finished work.</summary>
internal sealed record Assignment
{
    public required Guid RequestId { get; init; }
    public required Guid NeedId { get; init; }

    /// <summary>The applicant.</summary>
    public required Guid OrganisationId { get; init; }

    public required Guid ExpertId { get; init; }
    public required Guid PersonId { get; init; }
    public required AssignmentStatus Status { get; init; }

    /// <summary>The coordinator who has the request, as known at the last step.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The organisation that offered this expert or itself; null where none did.</summary>
    public Guid? OfferingId { get; init; }

    /// <summary>Not an expert but an organisation receives people, through the person; its id stands in place of a profile's.</summary>
    public Guid? ReceivingOrganisationId { get; init; }

    /// <summary>Of the request.</summary>
    public string? Reference { get; init; }

    /// <summary>Null when the time is still to be agreed (work from afar only).</summary>
    public DayPeriod? Period { get; init; }

    public string? DeliveryMode { get; init; }
    public string? SecurityZone { get; init; }
    public string? Oblast { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];
    public int PersonDays { get; init; }
    public required Selection Selection { get; init; }
    public Invitation? Invitation { get; init; }
    public ConflictOfInterest? ConflictOfInterest { get; init; }

    /// <summary>Null while nobody has written any: the request itself says what is to be done.</summary>
    public Terms? Terms { get; init; }

    /// <summary>When the expert offered to help, unasked; null where a coordinator began.</summary>
    public DateTimeOffset? InterestedAt { get; init; }

    /// <summary>Which of the need's places, 1 … quantity; stays as a memory when the place is given up.</summary>
    public int? Place { get; init; }

    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the system moves it to reporting, if the expert has not.</summary>
    public DateTimeOffset? ReportDueAt { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>The system asked for the report at the end date, and the expert has not handed it in since.</summary>
    public bool AwaitsReport { get; init; }

    public string? Report { get; init; }
    public IReadOnlyList<string> Outputs { get; init; } = [];
    public DateTimeOffset? CompletedAt { get; init; }
    public CreationKey? CreatedWith { get; init; }

    /// <summary>By which a coordinator proposed somebody who had offered to help.</summary>
    public CreationKey? ProposedWith { get; init; }

    /// <summary>The assignment this one goes on with.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The assignment that goes on with this one.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>That assignment as it was decided; it is made from this when the entry is followed.</summary>
    public Assignment? Successor { get; init; }

    /// <summary>On site the expert's days are taken, whoever else asks for them.</summary>
    public bool HoldsDays => ReceivingOrganisationId is null && DeliveryMode is "onsite" or "hybrid" && Status is AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed
        or AssignmentStatus.Active or AssignmentStatus.Reporting;

    /// <summary>Filled, as the request counts it.</summary>
    public bool HoldsPlace => Status is AssignmentStatus.Confirmed or AssignmentStatus.Active or AssignmentStatus.Reporting or AssignmentStatus.Completed;

    /// <summary>The expert has it on hand.</summary>
    public bool IsLive => Status is AssignmentStatus.Invited or AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed
        or AssignmentStatus.Active or AssignmentStatus.Reporting;
}

internal enum AssignmentStatus
{
    Interested,
    Proposed,
    Invited,
    Accepted,
    Declined,
    Expired,
    Reserve,
    Confirmed,
    NotSelected,
    Active,
    Reporting,
    Completed,
    Withdrawn,
    Cancelled,
    EndedEarly,
    NoShow,
    Replaced
}

/// <summary>Why this expert: frozen when proposed.</summary>
/// <param name="Rank">Among the candidates of that moment, from 1.</param>
/// <param name="By">The coordinator.</param>
internal sealed record Selection(int Rank, int Score, IReadOnlyList<ScorePart> Parts, IReadOnlyList<Lack> Missing, Guid By, string? Reason);

/// <param name="Code">From the code list, of a decline.</param>
/// <param name="Via"><c>link</c>: answered by the link of the mail, without signing in.</param>
internal sealed record Invitation(
    DateTimeOffset SentAt, DateTimeOffset ExpiresAt, bool Reminded = false, DateTimeOffset? AnsweredAt = null, string? Code = null, string? Via = null);

/// <param name="Decision">Of a declared one; null = not decided, and nobody is confirmed before.</param>
internal sealed record ConflictOfInterest(bool Declared, string? Text, ConflictDecision? Decision = null)
{
    /// <summary>Nobody has said yet that it does not matter.</summary>
    public bool IsInTheWay => Declared && Decision is not { Acceptable: true };
}

/// <param name="By">The coordinator.</param>
internal sealed record ConflictDecision(bool Acceptable, string? Text, Guid By, DateTimeOffset At);

/// <summary>Terms of reference, as both sides are to agree to them. Earlier versions stand in the history.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="By">Who wrote this version.</param>
/// <param name="ExpertAgreedAt">Null: not to this version.</param>
/// <param name="ApplicantAgreedAt">A signatory for the applicant; null: not to this version.</param>
internal sealed record Terms(int Version, string Text, Guid By, DateTimeOffset At, DateTimeOffset? ExpertAgreedAt = null, DateTimeOffset? ApplicantAgreedAt = null)
{
    public bool IsAgreed => ExpertAgreedAt is not null && ApplicantAgreedAt is not null;
}

/// <param name="Mandatory">Must be done before the start.</param>
/// <param name="DoneBy">Who said so.</param>
/// <param name="Owner">Who sees to it: <c>expert applicant coordinator</c>; null = whoever of them.</param>
/// <param name="Due">Null where no days are agreed.</param>
/// <param name="Evidence">What shows that it is done: the number of a policy, the date of a briefing.</param>
internal sealed record ChecklistItem(
    string Item, bool Mandatory, DateTimeOffset? DoneAt = null, Guid? DoneBy = null, string? Owner = null, DateOnly? Due = null, string? Evidence = null);
