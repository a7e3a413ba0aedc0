namespace Alliance.Contracts;

/// <summary>
/// The enumerations of an assistance request: the codes as they stand in JSON, in the order they are offered in.
/// Their labels (uk, en, bg) are served at <c>GET /api/codelists/{name}</c>. Source: domain, Assistance request.
/// </summary>
public static class RequestCodes
{
    public static IReadOnlyList<string> AssistanceType { get; } =
    [
        "expert-mission", "study-visit", "workshop", "multi-authority-workshop", "remote-advice", "document-review",
        "peer-review", "mentoring", "internship", "twinning-activity"
    ];

    public static IReadOnlyList<string> DeliveryMode { get; } = ["onsite", "online", "hybrid"];

    public static IReadOnlyList<string> Urgency { get; } = ["low", "normal", "high", "critical"];

    public static IReadOnlyList<string> SecurityZone { get; } = ["safe", "restricted", "frontline"];

    public static IReadOnlyList<string> NeedKind { get; } = ["expert", "receiving-organisation"];

    public static IReadOnlyList<string> Visibility { get; } = ["public", "members", "participants", "restricted"];

    /// <summary>Statuses are camelCase, as everywhere on the wire.</summary>
    public static IReadOnlyList<string> Status { get; } =
    [
        "draft", "discarded", "submitted", "inReview", "changesRequested", "inConsultation", "approved", "rejected", "merged", "redirected",
        "matching", "staffed", "inProgress", "delivered", "unfilled", "closed", "withdrawn", "cancelled"
    ];

    public static IReadOnlyList<string> RejectReason { get; } =
    [
        "not-eligible-applicant", "outside-mandate", "insufficient-information", "duplicate", "already-supported", "no-added-value",
        "security", "no-funding", "no-expertise-available", "conflict-of-interest", "other"
    ];

    public static IReadOnlyList<string> HoldReason { get; } =
        ["waiting-applicant", "waiting-consultation", "waiting-partner", "security-situation", "force-majeure", "funding"];

    public static IReadOnlyList<string> SubmittedVia { get; } = ["web", "email", "letter", "api"];

    /// <summary>CEFR.</summary>
    public static IReadOnlyList<string> LanguageLevel { get; } = ["A1", "A2", "B1", "B2", "C1", "C2"];

    public static IReadOnlyList<string> Criteria { get; } =
        ["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"];

    public static IReadOnlyList<string> CoFinancing { get; } = ["EIB", "EBRD", "OECD", "CEB", "other"];

    /// <summary>What is scored from 1 to 5; not every respondent is asked all of it.</summary>
    public static IReadOnlyList<string> EvaluationQuestion { get; } =
        ["goals-reached", "knowledge-gained", "quality-of-expertise", "relevance", "logistics", "interpretation"];

    public static IReadOnlyList<string> EvaluationRespondent { get; } = ["applicant", "expert", "participant", "coordinator", "receiving-organisation"];

    /// <summary>Whether the results will be used.</summary>
    public static IReadOnlyList<string> UseResults { get; } = ["y", "partly", "n"];

    /// <summary>What came of it, asked half a year later.</summary>
    public static IReadOnlyList<string> ResultType { get; } =
    [
        "decision-adopted", "procedure-changed", "document-drafted", "staff-trained", "project-prepared", "funding-obtained", "none-yet", "none"
    ];
}
