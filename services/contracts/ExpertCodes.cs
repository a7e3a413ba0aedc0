namespace Alliance.Contracts;

/// <summary>
/// The enumerations of experts and assignments: the codes as they stand in JSON, in the order they are offered in.
/// Source: domain, Expert and Assignment.
/// </summary>
public static class ExpertCodes
{
    /// <summary>Statuses are camelCase, as everywhere on the wire.</summary>
    public static IReadOnlyList<string> ExpertStatus { get; } = ["draft", "pendingVerification", "active", "paused", "stale", "suspended", "erased"];

    public static IReadOnlyList<string> AssignmentStatus { get; } =
    [
        "interested", "proposed", "invited", "accepted", "declined", "expired", "reserve", "confirmed", "notSelected", "active", "reporting", "completed",
        "withdrawn", "cancelled", "endedEarly", "noShow", "replaced"
    ];

    public static IReadOnlyList<string> Travel { get; } = ["to-ukraine", "eu-only", "remote-only"];

    /// <summary>Of <see cref="DeclineReason"/>: special-category data of a person (GDPR, article 9); in messages and for good it is <see cref="Other"/>.</summary>
    public const string HealthOrFamily = "health-family";

    /// <summary>Of <see cref="DeclineReason"/>.</summary>
    public const string Other = "other";

    public static IReadOnlyList<string> DeclineReason { get; } =
    [
        "not-available", "employer-refused", "outside-expertise", "language", "security-concern", HealthOrFamily, "conflict-of-interest",
        "conditions", Other
    ];

    /// <summary>What an expert agrees to, each by itself.</summary>
    public static IReadOnlyList<string> ConsentPurpose { get; } = ["matching", "contact-sharing", "publication"];

    /// <summary>Must be done before work begins where the need is on site outside the safe zone.</summary>
    public static IReadOnlyList<string> ChecklistItem { get; } = ["terms-agreed", "travel-arranged", "host-ready", "insurance", "security-briefing"];

    public static IReadOnlyList<string> OfferStatus { get; } = ["offered", "accepted", "declined", "withdrawn"];

    /// <summary>Why a coordinator does not take an organisation's offer up.</summary>
    public static IReadOnlyList<string> OfferDeclineReason { get; } = ["others-chosen", "does-not-fit", "not-available", "conditions", "other"];

    /// <summary>Who sees to an item of the checklist.</summary>
    public static IReadOnlyList<string> ChecklistOwner { get; } = ["expert", "applicant", "coordinator"];
}
