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

    /// <summary>Which of the need's places, 1 … quantity; stays as a memory when the place is given up.</summary>
    public int? Place { get; init; }

    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the system moves it to reporting, if the expert has not.</summary>
    public DateTimeOffset? ReportDueAt { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }
    public string? Report { get; init; }
    public IReadOnlyList<string> Outputs { get; init; } = [];
    public DateTimeOffset? CompletedAt { get; init; }
    public CreationKey? CreatedWith { get; init; }

    /// <summary>On site the expert's days are taken, whoever else asks for them.</summary>
    public bool HoldsDays => DeliveryMode is "onsite" or "hybrid" && Status is AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed
        or AssignmentStatus.Active or AssignmentStatus.Reporting;

    /// <summary>Filled, as the request counts it.</summary>
    public bool HoldsPlace => Status is AssignmentStatus.Confirmed or AssignmentStatus.Active or AssignmentStatus.Reporting or AssignmentStatus.Completed;

    /// <summary>The expert has it on hand.</summary>
    public bool IsLive => Status is AssignmentStatus.Invited or AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed
        or AssignmentStatus.Active or AssignmentStatus.Reporting;
}

internal enum AssignmentStatus
{
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
    NoShow
}

/// <summary>Why this expert: frozen when proposed.</summary>
/// <param name="Rank">Among the candidates of that moment, from 1.</param>
/// <param name="By">The coordinator.</param>
internal sealed record Selection(int Rank, int Score, IReadOnlyList<ScorePart> Parts, IReadOnlyList<Lack> Missing, Guid By, string? Reason);

/// <param name="Code">From the code list, of a decline.</param>
/// <param name="Via"><c>link</c>: answered by the link of the mail, without signing in.</param>
internal sealed record Invitation(
    DateTimeOffset SentAt, DateTimeOffset ExpiresAt, bool Reminded = false, DateTimeOffset? AnsweredAt = null, string? Code = null, string? Via = null);

internal sealed record ConflictOfInterest(bool Declared, string? Text);

/// <param name="Mandatory">Must be done before the start.</param>
/// <param name="DoneBy">Who said so.</param>
internal sealed record ChecklistItem(string Item, bool Mandatory, DateTimeOffset? DoneAt = null, Guid? DoneBy = null);
