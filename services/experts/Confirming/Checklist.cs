namespace Alliance.Experts.Confirming;

/// <summary>Who sees to an item of the checklist, in the words of the code list.</summary>
internal static class ChecklistOwner
{
    public const string Expert = "expert";
    public const string Applicant = "applicant";
    public const string Coordinator = "coordinator";
}

/// <summary>What is to be done before work begins, by whom and until when. On site outside the safe zone insurance and the security briefing are mandatory. Pure.</summary>
internal static class Checklist
{
    public static IReadOnlyList<ChecklistItem> For(Assignment assignment, Moment moment)
    {
        var due = assignment.Period is { } period ? Due(period.From, moment) : (DateOnly?)null;
        // Terms that were written are agreed by now, or there would be no confirmation.
        var terms = new ChecklistItem("terms-agreed", Mandatory: false, assignment.Terms is null ? null : moment.Now, Due: due, Evidence: null);
        if (assignment.DeliveryMode is not ("onsite" or "hybrid")) return [terms];
        // People come to it: whoever goes nowhere needs no insurance for the way.
        if (assignment.ReceivingOrganisationId is not null) return [terms, new ChecklistItem("host-ready", Mandatory: false, Owner: ChecklistOwner.Expert, Due: due)];
        var dangerous = assignment.SecurityZone is "restricted" or "frontline";
        return
        [
            terms,
            new ChecklistItem("travel-arranged", Mandatory: false, Owner: ChecklistOwner.Expert, Due: due),
            new ChecklistItem("host-ready", Mandatory: false, Owner: ChecklistOwner.Applicant, Due: due),
            new ChecklistItem("insurance", dangerous, Owner: ChecklistOwner.Expert, Due: due),
            new ChecklistItem("security-briefing", dangerous, Owner: ChecklistOwner.Expert, Due: due)
        ];
    }

    /// <summary>The items that somebody says are done.</summary>
    public static IReadOnlyList<ChecklistItem> Ticked(IReadOnlyList<ChecklistItem> items, IReadOnlyList<string> done, Guid by, DateTimeOffset now, string? evidence = null) =>
        [.. items.Select(i => i.DoneAt is null && done.Contains(i.Item) ? i with { DoneAt = now, DoneBy = by, Evidence = evidence } : i)];

    public static IReadOnlyList<string> Open(IReadOnlyList<ChecklistItem> items) => [.. items.Where(i => i.Mandatory && i.DoneAt is null).Select(i => i.Item)];

    /// <summary>So long before the first day as is set, and not in the past.</summary>
    private static DateOnly Due(DateOnly first, Moment moment)
    {
        var due = first.AddDays(-(int)moment.Settings.ChecklistBefore.TotalDays);
        var today = DateOnly.FromDateTime(moment.Now.UtcDateTime);
        return due < today ? today : due;
    }
}
