namespace Alliance.Experts.Confirming;

/// <summary>What is to be done before work begins. On site outside the safe zone insurance and the security briefing are mandatory. Pure.</summary>
internal static class Checklist
{
    public static IReadOnlyList<ChecklistItem> For(Assignment assignment)
    {
        if (assignment.DeliveryMode is not ("onsite" or "hybrid")) return [new ChecklistItem("terms-agreed", Mandatory: false)];
        var dangerous = assignment.SecurityZone is "restricted" or "frontline";
        return
        [
            new ChecklistItem("terms-agreed", Mandatory: false), new ChecklistItem("travel-arranged", Mandatory: false),
            new ChecklistItem("insurance", dangerous), new ChecklistItem("security-briefing", dangerous)
        ];
    }

    /// <summary>The items that somebody says are done.</summary>
    public static IReadOnlyList<ChecklistItem> Ticked(IReadOnlyList<ChecklistItem> items, IReadOnlyList<string> done, Guid by, DateTimeOffset now) =>
        [.. items.Select(i => i.DoneAt is null && done.Contains(i.Item) ? i with { DoneAt = now, DoneBy = by } : i)];

    public static IReadOnlyList<string> Open(IReadOnlyList<ChecklistItem> items) => [.. items.Where(i => i.Mandatory && i.DoneAt is null).Select(i => i.Item)];
}
