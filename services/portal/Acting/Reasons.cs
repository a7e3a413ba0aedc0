namespace Alliance.Portal.Acting;

/// <summary>Code lists of the experts service, which serves no labels: their words are the pages' own.</summary>
internal static class Reasons
{
    public static readonly IReadOnlyList<string> Decline =
    [
        "not-available", "employer-refused", "outside-expertise", "language", "security-concern", "health-family", "conflict-of-interest", "conditions", "other"
    ];
}
