using System.Text.Json.Nodes;
using Refit;

namespace Alliance.Portal.Calling;

/// <summary>One page of a list, as every list of the platform answers.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T>? Items, string? Next = null);

internal sealed record RequestFilter
{
    [AliasAs("status")] public string? Status { get; init; }
    [AliasAs("topic")] public string? Topic { get; init; }
    [AliasAs("oblast")] public string? Oblast { get; init; }
    [AliasAs("reference")] public string? Reference { get; init; }
    [AliasAs("owner")] public string? Owner { get; init; }
    [AliasAs("organisationId")] public string? OrganisationId { get; init; }
    [AliasAs("consulted")] public string? Consulted { get; init; }
    [AliasAs("draftedBy")] public string? DraftedBy { get; init; }
    [AliasAs("q")] public string? Q { get; init; }
    [AliasAs("assistanceType")] public string? AssistanceType { get; init; }
    [AliasAs("urgency")] public string? Urgency { get; init; }
    [AliasAs("overdue")] public string? Overdue { get; init; }
    [AliasAs("sort")] public string? Sort { get; init; }
    [AliasAs("cursor")] public string? Cursor { get; init; }
    [AliasAs("limit")] public int? Limit { get; init; }
}

internal sealed record RequestLine(
    Guid Id, string? Reference, string? Title, string? Summary, string Status, bool? OnHold, long? Revision, Guid? OrganisationId,
    IReadOnlyList<string>? Topics, string? AssistanceType, string? Urgency, DateOnly? NeededBy, string? Oblast, string? Language, Guid? Owner,
    DateTimeOffset? UpdatedAt, DateTimeOffset? SubmittedAt, Guid? DraftedBy = null);

/// <summary>An open request that may be for the same as another, and what they share.</summary>
internal sealed record SimilarLine(
    Guid Id, string? Reference, string? Title, string? Language, string Status, DateTimeOffset? SubmittedAt, IReadOnlyList<string>? Topics, bool SameOrganisation, string? Oblast,
    IReadOnlyList<string>? Words);

/// <param name="Organisations">Names of those they coordinate for.</param>
internal sealed record CoordinatorLine(Guid Id, string Name, IReadOnlyList<string>? Organisations);

/// <summary>Which coordinator has which topic.</summary>
internal sealed record RoutingRules(long Revision, IReadOnlyList<RoutingRule>? Rules);

internal sealed record RoutingRule(string Topic, Guid PersonId);

/// <param name="Actor">The name, where the service gives it.</param>
internal sealed record HistoryLine(long No, string Verb, Guid ActorId, string? Actor, DateTimeOffset At, string? From, string? To, string? Code, string? Text);

/// <param name="Since">When the text was handed in that it is compared with.</param>
internal sealed record RequestChanges(DateTimeOffset? Since, IReadOnlyList<FieldChange>? Items, IReadOnlyList<ChangeComment>? Comments);

internal sealed record FieldChange(string Field, JsonNode? Old, JsonNode? New);

/// <param name="Changed">Whether its field is different now.</param>
internal sealed record ChangeComment(string Field, string Text, string? Answer, bool Changed);

internal sealed record MessageList(IReadOnlyList<MessageLine> Items, string? Next, bool MayWrite);

/// <param name="From"><c>applicant coordinator</c>.</param>
internal sealed record MessageLine(Guid Id, string From, string? Author, DateTimeOffset At, string? Language, string Text);

/// <param name="MostBytes">Of one file.</param>
internal sealed record AttachmentList(
    IReadOnlyList<AttachmentLine> Items, bool MayAttach, bool MayRemove, long MostBytes, long BytesLeft, int MostFiles, IReadOnlyList<string> Types);

internal sealed record AttachmentLine(Guid Id, string? Name, string Type, long Length, string? Author, DateTimeOffset At, DateTimeOffset? RemovedAt);

internal sealed record Pipeline(IReadOnlyList<PipelineGroup> Statuses, IReadOnlyList<PipelineGroup> Topics, IReadOnlyList<PipelineGroup> Oblasts);

internal sealed record PipelineGroup(string Code, int Count, double OldestDays, double MeanDays);

/// <param name="Kind">What is to be done: <c>take decide second-approval held open close follow-up</c>.</param>
/// <param name="DueAt">Until when it is to be done.</param>
internal sealed record WorkItem(string Kind, Guid RequestId, string? Reference, string? Title, string? Language, string Status, DateTimeOffset? DueAt, DateTimeOffset Since, Guid? For = null);

/// <summary>What the office promises.</summary>
internal sealed record PublishedTargets(IReadOnlyList<PublishedTarget> Items, double LapseAfterDays);

internal sealed record PublishedTarget(string Code, double WorkingDays);

internal sealed record Statistics(int Total, IReadOnlyList<StatisticsCount> Statuses, IReadOnlyList<StatisticsCount> Topics, IReadOnlyList<StatisticsCount> Oblasts, int? MedianDaysToFirstAnswer = null,
    int? MedianDaysToDecision = null, int? MedianDaysToDelivery = null, IReadOnlyList<MeanLine>? Evaluations = null);

internal sealed record StatisticsFilter
{
    [AliasAs("from")] public string? From { get; init; }
    [AliasAs("to")] public string? To { get; init; }
    [AliasAs("topic")] public string? Topic { get; init; }
    [AliasAs("oblast")] public string? Oblast { get; init; }
}

internal sealed record StatisticsCount(string Code, int Count);

internal sealed record ExpertFilter
{
    [AliasAs("mine")] public string? Mine { get; init; }
    [AliasAs("status")] public string? Status { get; init; }
    [AliasAs("topic")] public string? Topic { get; init; }
    [AliasAs("cursor")] public string? Cursor { get; init; }
    [AliasAs("limit")] public int? Limit { get; init; }
}

internal sealed record LanguageLevel(string? Code, string? Level);

internal sealed record ExpertLine(
    Guid Id, Guid PersonId, string Status, long Revision, IReadOnlyList<string>? Actions, Guid? EmployerId, string? Country,
    IReadOnlyList<string>? Competences, IReadOnlyList<LanguageLevel>? Languages, DateTimeOffset? LastConfirmedAt, DateTimeOffset UpdatedAt,
    ConsentLine? Consent = null, bool NeedsConsent = false, DateTimeOffset? ConsentAskedAt = null)
{
    /// <summary>The employer is asked for it, or it is missing, and it is not on file for that day.</summary>
    public bool AwaitsConsent(DateOnly day) => (NeedsConsent || ConsentAskedAt is not null) && (Consent is null || Consent.Until < day);
}

/// <param name="Via"><c>link</c>: without an account.</param>
internal sealed record ConsentLine(DateOnly Until, string? Via, string? Position);

internal sealed record ReadingLine(Guid ReaderId, DateTimeOffset At);

internal sealed record ErasureLine(Guid PersonId, DateTimeOffset At, IReadOnlyList<string> Waiting);

/// <param name="ExpertId">Or the organisation that would receive people.</param>
/// <param name="Missing">What the expert lacks for this need.</param>
/// <param name="Organisation">Null for an expert.</param>
internal sealed record Match(
    Guid ExpertId, int Rank, double Score, IReadOnlyList<MatchPart>? Parts, IReadOnlyList<MatchLack>? Missing, Guid? PersonId = null, IReadOnlyList<MatchRaise>? Raise = null,
    MatchedOrganisation? Organisation = null);

/// <param name="People">Who may be asked for it.</param>
internal sealed record MatchedOrganisation(string Type, string Country, IReadOnlyList<Guid>? People);

/// <param name="Weights">How many points each part is at most; null of an older copy of the service.</param>
internal sealed record MatchesPage(IReadOnlyList<Match>? Items, MatchWeights? Weights = null);

internal sealed record MatchWeights(int Skills, int Languages, int Availability, int Experience, int Load, int MostLive);

internal sealed record MatchRaise(string Code, double Points, string Text);

/// <param name="Profile">The status of the reader's own; null = there is none.</param>
internal sealed record OpenCalls(IReadOnlyList<OpenCall>? Items, string? Profile);

internal sealed record OpenCall(
    Guid RequestId, Guid NeedId, string? Reference, string Kind, IReadOnlyList<string>? Topics, int MinimumLevel, IReadOnlyList<LanguageLevel>? Languages, int PersonDays,
    string? DeliveryMode, string? Oblast, IReadOnlyList<Days>? Periods, DateTimeOffset? ClosesAt, double? Score, IReadOnlyList<MatchPart>? Parts,
    IReadOnlyList<MatchRaise>? Raise, IReadOnlyList<string>? Closed, Standing? Assignment);

internal sealed record Standing(Guid Id, string Status);

internal sealed record OfferLine(
    Guid Id, string Status, Guid RequestId, Guid NeedId, string? Reference, string Kind, Guid Offering, Guid PersonId, DateTimeOffset? UpdatedAt);

internal sealed record Gaps(int Needs, int Without, IReadOnlyList<GapLine>? Topics, IReadOnlyList<GapLine>? Languages, IReadOnlyList<GapLine>? Oblasts);

internal sealed record GapLine(string Code, int Needs, int Without, int Fewest);

internal sealed record MatchLack(string Code, string? What, string? Text);

internal sealed record MatchPart(string Code, double Points, double Of, string? Why);

internal sealed record AssignmentFilter
{
    [AliasAs("mine")] public string? Mine { get; init; }
    [AliasAs("requestId")] public Guid? RequestId { get; init; }
    [AliasAs("status")] public string? Status { get; init; }
    [AliasAs("cursor")] public string? Cursor { get; init; }
    [AliasAs("limit")] public int? Limit { get; init; }
}

internal sealed record Days(DateOnly? From, DateOnly? To);

internal sealed record Invitation(DateTimeOffset? SentAt, DateTimeOffset? ExpiresAt, DateTimeOffset? AnsweredAt, string? Code);

internal sealed record Assignment(
    Guid Id, Guid RequestId, Guid NeedId, Guid ExpertId, Guid? PersonId, Guid? OrganisationId, string Status, long Revision, IReadOnlyList<string>? Actions,
    string? Reference, Days? Period, string? DeliveryMode, string? Oblast, Invitation? Invitation, DateTimeOffset? ReportDueAt, DateTimeOffset? ReportedAt, DateTimeOffset? UpdatedAt,
    AssignmentSelection? Selection = null, DateTimeOffset? InterestedAt = null, Guid? ReceivingOrganisation = null);

internal sealed record AssignmentSelection(double Score, IReadOnlyList<MatchPart>? Parts);

/// <param name="PersonId">Who is asked for an organisation.</param>
internal sealed record Proposal(Guid RequestId, Guid NeedId, Guid ExpertId, Days? Period = null, Guid? PersonId = null);

internal sealed record InboxLine(Guid Id, string Event, string Title, string Text, InboxSubject? Subject, DateTimeOffset At, DateTimeOffset? ReadAt);

internal sealed record UnreadCount(int Unread);

internal sealed record InboxSubject(string Kind, Guid Id, string? Reference);

internal sealed record OrganisationFilter
{
    [AliasAs("status")] public string? Status { get; init; }
    [AliasAs("type")] public string? Type { get; init; }

    /// <summary>Those that belong to it.</summary>
    [AliasAs("association")] public string? Association { get; init; }

    [AliasAs("q")] public string? Q { get; init; }
    [AliasAs("cursor")] public string? Cursor { get; init; }
    [AliasAs("limit")] public int? Limit { get; init; }
}

internal sealed record OrganisationLine(Guid Id, string Status, string? LegalName, string? Type, string? Country, string? RegisterId);

internal sealed record PersonLine(Guid Id, string Status, IReadOnlyList<string>? Actions, string Name, IReadOnlyList<string>? Roles, string? Email);
