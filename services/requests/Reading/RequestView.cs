using Alliance.Requests.Appealing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Linking;
using Alliance.Requests.Matching;
using Alliance.Requests.Translating;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>A request as one reader sees it. <see cref="Of"/> is the table of its fields: each with the least that must be seen of the request to read it.</summary>
internal sealed record RequestView
{
    public required Guid Id { get; init; }
    public required string? Reference { get; init; }
    public required long Revision { get; init; }
    public required RequestStatus Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required string? Title { get; init; }
    public required string? Summary { get; init; }

    /// <summary>Of the texts.</summary>
    public required string? Language { get; init; }

    public required string? AssistanceType { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>KATOTTG prefix: <c>UA05</c>.</summary>
    public required string? Oblast { get; init; }

    public required DateOnly? NeededBy { get; init; }
    public required DateTimeOffset? SubmittedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Visibility { get; init; }
    public required Guid? OrganisationId { get; init; }

    /// <summary>The association that writes it for the organisation.</summary>
    public required Guid? DraftedBy { get; init; }

    /// <summary>Other authorities it is written for, too.</summary>
    public required IReadOnlyList<Guid>? AlsoFor { get; init; }

    public required bool? OnHold { get; init; }
    public required string? Background { get; init; }
    public required string? ExpectedResults { get; init; }
    public required string? Activities { get; init; }
    public required string? TargetGroup { get; init; }
    public required int? Participants { get; init; }
    public required string? DeliveryMode { get; init; }
    public required string? Urgency { get; init; }
    public required bool? Flexible { get; init; }
    public required IReadOnlyList<Period>? PreferredPeriods { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When the office's answer is due, by the target of its stage. Absent while its clock stands still.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    public required ClockView? Clock { get; init; }

    /// <summary>When the system acts by itself, should nobody do before.</summary>
    public required DateTimeOffset? ActsAt { get; init; }

    public required Place? Place { get; init; }
    public required IReadOnlyList<NeedView>? Needs { get; init; }
    public required Guid? Owner { get; init; }

    /// <summary>Who is on which need; an expert reads their own.</summary>
    public required IReadOnlyList<StaffedPlace>? Staffing { get; init; }

    public required Contact? Contact { get; init; }
    public required Signatory? Signatory { get; init; }
    public required string? Unit { get; init; }
    public required string? OnBehalfOf { get; init; }
    public required Markers? Markers { get; init; }

    /// <summary>Before somebody is confirmed, only what an expert must know to answer: interpretation and its languages.</summary>
    public required Support? Support { get; init; }

    /// <summary>Whom the authority would like is the team's and the coordinators' affair.</summary>
    public required Context? Context { get; init; }

    public required string? HoldReason { get; init; }

    /// <summary>What the coordinator asks to change, per field.</summary>
    public required IReadOnlyList<FieldComment>? Comments { get; init; }

    public required ReviewDecision? Decision { get; init; }
    public required IReadOnlyList<CriterionScore>? Criteria { get; init; }
    /// <summary>Until when a rejection can be appealed.</summary>
    public required DateTimeOffset? AppealUntil { get; init; }

    /// <summary>Until when it can be reopened.</summary>
    public required DateTimeOffset? ReopenUntil { get; init; }

    public required Appeal? Appeal { get; init; }

    /// <summary>Who was asked for an opinion; a consulted organisation reads its own.</summary>
    public required IReadOnlyList<Consultation>? Consultations { get; init; }

    /// <summary>Where the request is read by itself, and only those the reader may see.</summary>
    public IReadOnlyList<LinkedRequestView>? LinkedRequests { get; init; }

    public required string? ExternalId { get; init; }

    /// <summary><c>web email letter api</c>.</summary>
    public required string? SubmittedVia { get; init; }

    public required Guid? SubmittedBy { get; init; }
    public required DateTimeOffset? CreatedAt { get; init; }
    public required Guid? CreatedBy { get; init; }
    public required Guid? UpdatedBy { get; init; }

    /// <summary>Of the texts above, those that this reader sees.</summary>
    public required IReadOnlyList<TranslationView> Translations { get; init; }

    public static RequestView Of(Stored<AssistanceRequest> document, Reader reader)
    {
        var (request, content) = (document.Value, document.Value.Content);
        var sight = reader.SightOf(request);
        var decided = request.Decision is not { Proposed: true } || sight == Sight.Coordinator;
        return new RequestView
        {
            Id = document.Id,
            Reference = request.Reference,
            Revision = document.Revision,
            Status = request.Status,
            Actions = Transitions.Actions(request, reader.Caller, reader.Now),
            Visibility = AssistanceRequests.VisibilityOf(request),
            Title = content.Title,
            Summary = content.Summary,
            Language = content.Language,
            AssistanceType = content.AssistanceType,
            Topics = content.Topics,
            Oblast = AssistanceRequests.OblastOf(request),
            NeededBy = content.NeededBy,
            SubmittedAt = request.SubmittedAt,
            UpdatedAt = document.UpdatedAt,
            Translations = TranslatableFields.For(request, sight),

            OrganisationId = From<Guid>(Sight.Member, request.OrganisationId),
            DraftedBy = From(Sight.Member, request.DraftedBy),
            AlsoFor = For(Sight.Member, request.AlsoFor),
            OnHold = From<bool>(Sight.Member, request.OnHold),
            Background = For(Sight.Member, content.Background),
            ExpectedResults = For(Sight.Member, content.ExpectedResults),
            Activities = For(Sight.Member, content.Activities),
            TargetGroup = For(Sight.Member, content.TargetGroup),
            Participants = From(Sight.Member, content.Participants),
            DeliveryMode = For(Sight.Member, content.DeliveryMode),
            Urgency = For(Sight.Member, content.Urgency),
            Flexible = From(Sight.Member, content.Flexible),
            PreferredPeriods = For(Sight.Member, content.PreferredPeriods),
            OpensAt = From(Sight.Member, content.OpensAt),
            ClosesAt = From(Sight.Member, content.ClosesAt),
            Place = sight >= Sight.Confirmed ? content.Place : For(Sight.Member, content.Place is { } place ? place with { Site = null } : null),
            Needs = For(Sight.Member, (IReadOnlyList<NeedView>)[.. content.Needs.Select(n => NeedView.Of(n, request.Staffing, sight))]),

            Unit = For(Sight.Member, content.Unit),
            OnBehalfOf = For(Sight.Member, content.OnBehalfOf),
            Markers = For(Sight.Member, content.Markers),
            Support = sight >= Sight.Confirmed ? content.Support
                : For(Sight.Member, content.Support is { } support ? new Support { Interpretation = support.Interpretation, InterpretationLanguages = support.InterpretationLanguages } : null),
            Context = sight >= Sight.Drafter ? content.Context
                : For(Sight.Member, content.Context is { } context ? context with { PreferredExpert = null, PreferredOrganisation = null, PreferredCountry = null } : null),

            Owner = From(Sight.Invited, request.OwnerId),
            Staffing = For(Sight.Invited, StaffingFor(request, reader, sight)),
            Consultations = For(Sight.Invited, ConsultationsFor(request, reader, sight)),

            Contact = For(Sight.Confirmed, content.Contact),

            Signatory = For(Sight.Drafter, content.Signatory),
            DueAt = From(Sight.Team, request.Clock?.DueAt),
            Clock = For(Sight.Team, ClockView.Of(request)),
            // Those who are consulted are told until when their answer is taken.
            ActsAt = From(request.Status == RequestStatus.InConsultation ? Sight.Invited : Sight.Team, Ticking.StepAt(request)),
            HoldReason = For(Sight.Team, request.Held?.Code),
            Comments = For(Sight.Drafter, request.Comments),
            Decision = For(Sight.Team, decided ? request.Decision : null),
            Criteria = For(Sight.Team, decided ? request.Criteria : []),
            Appeal = For(Sight.Team, request.Appeal),
            AppealUntil = From(Sight.Team, request.Timers.AppealUntil),
            ReopenUntil = From(Sight.Team, request.Timers.ReopenUntil),
            ExternalId = For(Sight.Drafter, content.ExternalId),
            SubmittedVia = For(Sight.Team, request.SubmittedVia),
            SubmittedBy = From(Sight.Team, request.SubmittedBy),
            CreatedAt = From<DateTimeOffset>(Sight.Drafter, document.CreatedAt),
            CreatedBy = From<Guid>(Sight.Team, document.CreatedBy),
            UpdatedBy = From<Guid>(Sight.Team, document.UpdatedBy)
        };

        T? For<T>(Sight least, T? value) where T : class => sight >= least ? value : null;
        T? From<T>(Sight least, T? value) where T : struct => sight >= least ? value : null;
    }

    private static IReadOnlyList<Consultation> ConsultationsFor(AssistanceRequest request, Reader reader, Sight sight) =>
        sight >= Sight.Team ? request.Consultations : [.. request.Consultations.Where(c => reader.Caller.SpeaksFor(c.OrganisationId))];

    private static IReadOnlyList<StaffedPlace> StaffingFor(AssistanceRequest request, Reader reader, Sight sight) => sight switch
    {
        Sight.Coordinator => request.Staffing,
        Sight.Team => [.. request.Staffing.Where(p => AssignmentStates.IsForApplicant(p.State))],
        _ => [.. request.Staffing.Where(p => p.PersonId == reader.Caller.PersonId && AssignmentStates.TakesPart(p.State))]
    };
}

/// <param name="Role">Its only text; absent where the reader may not see texts of needs.</param>
/// <param name="Committed">Places with somebody invited or accepted.</param>
/// <param name="Filled">Places with somebody confirmed, or further.</param>
internal sealed record NeedView(
    Guid? Id, string? Role, string? Kind, IReadOnlyList<string> Topics, IReadOnlyList<string> Skills, int? MinimumLevel,
    IReadOnlyList<LanguageSkill> Languages, int? Quantity, int? PersonDays, bool? Must, int Committed, int Filled)
{
    public static NeedView Of(Need need, IReadOnlyList<StaffedPlace> staffing, Sight sight) => new(
        need.Id, sight >= Sight.Invited ? need.Role : null, need.Kind, need.Topics, need.Skills, need.MinimumLevel, need.Languages, need.Quantity,
        need.PersonDays, need.Must, ComputedStatus.Committed(need, staffing), ComputedStatus.Filled(need, staffing));
}
