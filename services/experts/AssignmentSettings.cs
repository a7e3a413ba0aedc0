using Alliance.Shared.Hosting;

namespace Alliance.Experts;

/// <summary>Periods of an assignment, with second resolution.</summary>
internal sealed class AssignmentSettings : ICheckedSettings
{
    /// <summary>How long an invitation waits for its answer; the expert is reminded at half time.</summary>
    public TimeSpan InvitationFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A coordinator may complete what the applicant has left lying for so long since the report.</summary>
    public TimeSpan CoordinatorCompletesAfter { get; init; } = TimeSpan.FromDays(14);

    /// <summary>A report that was returned is due again after so long.</summary>
    public TimeSpan ReportAgainWithin { get; init; } = TimeSpan.FromDays(14);

    /// <summary>So long before the first day the checklist is to be done.</summary>
    public TimeSpan ChecklistBefore { get; init; } = TimeSpan.FromDays(7);

    public IEnumerable<string> Faults()
    {
        if (InvitationFor <= TimeSpan.Zero) yield return "Assignments:InvitationFor is not positive; give a time like 7.00:00:00";
        if (CoordinatorCompletesAfter < TimeSpan.Zero) yield return "Assignments:CoordinatorCompletesAfter is negative; give a time like 14.00:00:00";
        if (ChecklistBefore < TimeSpan.Zero) yield return "Assignments:ChecklistBefore is negative; give a time like 7.00:00:00";
        if (ReportAgainWithin <= TimeSpan.Zero) yield return "Assignments:ReportAgainWithin is not positive; give a time like 14.00:00:00";
    }
}
