using Alliance.Contracts;
using Alliance.Experts.Matching;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Proposing;

/// <summary>An assignment as its reader may see it; people are ids here. Why somebody was chosen is the coordinators' affair, and of the expert as far as it is about the expert alone; a conflict of interest is not the expert's alone.</summary>
internal sealed record AssignmentView
{
    public required Guid Id { get; init; }
    public required long Revision { get; init; }
    public required AssignmentStatus Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required Guid RequestId { get; init; }
    public required Guid NeedId { get; init; }
    public required string? Reference { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid ExpertId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>An organisation receives people, through the person; null where an expert goes.</summary>
    public required Guid? ReceivingOrganisation { get; init; }
    public required Guid? Owner { get; init; }
    public required DayPeriod? Period { get; init; }
    public required string? DeliveryMode { get; init; }
    public required string? SecurityZone { get; init; }
    public required string? Oblast { get; init; }
    public required int PersonDays { get; init; }
    public required Invitation? Invitation { get; init; }
    public required ConflictOfInterest? ConflictOfInterest { get; init; }
    public required Terms? Terms { get; init; }
    public required DateTimeOffset? InterestedAt { get; init; }
    public required int? Place { get; init; }
    public required IReadOnlyList<ChecklistItem> Checklist { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? ReportDueAt { get; init; }
    public required DateTimeOffset? ReportedAt { get; init; }
    public required string? Report { get; init; }

    /// <summary>The end date has passed, and the report is still to be handed in.</summary>
    public required bool AwaitsReport { get; init; }

    public required Guid? Replaces { get; init; }
    public required Guid? ReplacedBy { get; init; }
    public required IReadOnlyList<string> Outputs { get; init; }
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>For coordinators; the expert reads the own parts and no rank, which is about others.</summary>
    public required SelectionView? Selection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static AssignmentView Of(Stored<Assignment> document, Caller caller, Moment moment)
    {
        var assignment = document.Value;
        var coordinator = caller.IsCoordinator() && caller.PersonId != assignment.PersonId;
        return new AssignmentView
        {
            Id = document.Id,
            Revision = document.Revision,
            Status = assignment.Status,
            Actions = AssignmentTransitions.Actions(assignment, caller, moment),
            RequestId = assignment.RequestId,
            NeedId = assignment.NeedId,
            Reference = assignment.Reference,
            OrganisationId = assignment.OrganisationId,
            ExpertId = assignment.ExpertId,
            PersonId = assignment.PersonId,
            ReceivingOrganisation = assignment.ReceivingOrganisationId,
            Owner = assignment.OwnerId,
            Period = assignment.Period,
            DeliveryMode = assignment.DeliveryMode,
            SecurityZone = assignment.SecurityZone,
            Oblast = assignment.Oblast,
            PersonDays = assignment.PersonDays,
            Invitation = assignment.Invitation,
            ConflictOfInterest = assignment.ConflictOfInterest,
            Terms = assignment.Terms,
            InterestedAt = assignment.InterestedAt,
            Place = assignment.HoldsPlace ? assignment.Place : null,
            Checklist = assignment.Checklist,
            StartedAt = assignment.StartedAt,
            ReportDueAt = assignment.ReportDueAt,
            ReportedAt = assignment.ReportedAt,
            Report = assignment.Report,
            AwaitsReport = assignment.Status == AssignmentStatus.Reporting && (assignment.AwaitsReport || assignment.Report is null),
            Replaces = assignment.Replaces,
            ReplacedBy = assignment.ReplacedBy,
            Outputs = assignment.Outputs,
            CompletedAt = assignment.CompletedAt,
            Selection = coordinator ? SelectionView.Of(assignment.Selection) : caller.PersonId == assignment.PersonId ? SelectionView.ForExpert(assignment.Selection) : null,
            CreatedAt = document.CreatedAt,
            UpdatedAt = document.UpdatedAt
        };
    }
}

/// <summary>Why this expert, as it stood when proposed.</summary>
internal sealed record SelectionView(int? Rank, int Score, IReadOnlyList<PartView> Parts, IReadOnlyList<LackView> Missing, Guid? By, string? Reason)
{
    public static SelectionView ForExpert(Selection selection) => Of(selection) with { Rank = null, By = null, Reason = null };

    public static SelectionView Of(Selection selection) => new(
        selection.Rank, selection.Score, [.. selection.Parts.Select(Reasons.Say)], [.. selection.Missing.Select(Reasons.Say)], selection.By, selection.Reason);
}
