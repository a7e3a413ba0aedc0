using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>A request as the applicant's team and the coordinators read it.</summary>
internal sealed record RequestView
{
    public required Guid Id { get; init; }
    public required string? Reference { get; init; }
    public required long Revision { get; init; }
    public required RequestStatus Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required Guid OrganisationId { get; init; }
    public required bool OnHold { get; init; }
    public required Guid? Owner { get; init; }
    public required string? Title { get; init; }
    public required string? Summary { get; init; }
    public required string? Background { get; init; }
    public required string? ExpectedResults { get; init; }
    public required string? Activities { get; init; }
    public required string? TargetGroup { get; init; }
    public required int? Participants { get; init; }
    public required string? Language { get; init; }
    public required string? AssistanceType { get; init; }
    public required string? DeliveryMode { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required string? Urgency { get; init; }
    public required DateOnly? NeededBy { get; init; }
    public required bool? Flexible { get; init; }
    public required IReadOnlyList<Period> PreferredPeriods { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required DateTimeOffset? ClosesAt { get; init; }
    public required Place? Place { get; init; }
    public required Contact? Contact { get; init; }
    public required Signatory? Signatory { get; init; }
    public required IReadOnlyList<NeedView> Needs { get; init; }
    public required string Visibility { get; init; }
    public required string? ExternalId { get; init; }

    /// <summary>What the coordinator asks to change, per field.</summary>
    public required IReadOnlyList<FieldComment> Comments { get; init; }

    public required FinalDecision? Decision { get; init; }
    public required DateTimeOffset? SubmittedAt { get; init; }
    public required Guid? SubmittedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid UpdatedBy { get; init; }

    public static RequestView Of(Stored<AssistanceRequest> document, Caller caller)
    {
        var request = document.Value;
        var content = request.Content;
        return new RequestView
        {
            Id = document.Id,
            Reference = request.Reference,
            Revision = document.Revision,
            Status = request.Status,
            Actions = Transitions.Actions(request, caller),
            OrganisationId = request.OrganisationId,
            OnHold = request.OnHold,
            Owner = request.OwnerId,
            Title = content.Title,
            Summary = content.Summary,
            Background = content.Background,
            ExpectedResults = content.ExpectedResults,
            Activities = content.Activities,
            TargetGroup = content.TargetGroup,
            Participants = content.Participants,
            Language = content.Language,
            AssistanceType = content.AssistanceType,
            DeliveryMode = content.DeliveryMode,
            Topics = content.Topics,
            Urgency = content.Urgency,
            NeededBy = content.NeededBy,
            Flexible = content.Flexible,
            PreferredPeriods = content.PreferredPeriods,
            OpensAt = content.OpensAt,
            ClosesAt = content.ClosesAt,
            Place = content.Place,
            Contact = content.Contact,
            Signatory = content.Signatory,
            Needs = [.. content.Needs.Select(n => NeedView.Of(n, request.Staffing))],
            Visibility = content.Visibility ?? AssistanceRequests.DefaultVisibility,
            ExternalId = content.ExternalId,
            Comments = request.Comments,
            Decision = request.Decision,
            SubmittedAt = request.SubmittedAt,
            SubmittedBy = request.SubmittedBy,
            CreatedAt = document.CreatedAt,
            CreatedBy = document.CreatedBy,
            UpdatedAt = document.UpdatedAt,
            UpdatedBy = document.UpdatedBy
        };
    }
}

/// <param name="Committed">Places with somebody invited or accepted.</param>
/// <param name="Filled">Places with somebody confirmed, or further.</param>
internal sealed record NeedView(
    Guid? Id, string? Role, string? Kind, IReadOnlyList<string> Topics, IReadOnlyList<string> Skills, int? MinimumLevel,
    IReadOnlyList<LanguageSkill> Languages, int? Quantity, int? PersonDays, bool? Must, int Committed, int Filled)
{
    public static NeedView Of(Need need, IReadOnlyList<StaffedPlace> staffing) => new(
        need.Id, need.Role, need.Kind, need.Topics, need.Skills, need.MinimumLevel, need.Languages, need.Quantity, need.PersonDays, need.Must,
        staffing.Count(s => s.NeedId == need.Id && s.State is ("invited" or "accepted")),
        staffing.Count(s => s.NeedId == need.Id && s.State is ("confirmed" or "active" or "reporting" or "completed")));
}
