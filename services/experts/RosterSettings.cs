using Alliance.Shared.Hosting;

namespace Alliance.Experts;

/// <summary>Periods of the roster, with second resolution.</summary>
internal sealed class RosterSettings : ICheckedSettings
{
    /// <summary>A profile nobody confirmed for so long is no longer searched.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(365);

    /// <summary>So long before, the expert is told.</summary>
    public TimeSpan RemindBefore { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<string> Faults()
    {
        if (StaleAfter <= TimeSpan.Zero) yield return "Roster:StaleAfter is not positive; give a time like 365.00:00:00";
        if (RemindBefore < TimeSpan.Zero || RemindBefore >= StaleAfter) yield return "Roster:RemindBefore must be less than Roster:StaleAfter; give a time like 30.00:00:00";
    }
}
