using Alliance.Shared.Hosting;

namespace Alliance.Experts;

/// <summary>Periods of the roster, with second resolution.</summary>
internal sealed class RosterSettings : ICheckedSettings
{
    /// <summary>A profile nobody confirmed for so long is no longer searched.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(365);

    /// <summary>So long before, the expert is told.</summary>
    public TimeSpan RemindBefore { get; init; } = TimeSpan.FromDays(30);

    /// <summary>So long a supervisor may answer by the link.</summary>
    public TimeSpan ConsentLinkFor { get; init; } = TimeSpan.FromDays(14);

    /// <summary>So long before a certificate expires its owner is told.</summary>
    public TimeSpan CertificateRemindBefore { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<string> Faults()
    {
        if (ConsentLinkFor <= TimeSpan.Zero) yield return "Roster:ConsentLinkFor is not positive; give a time like 14.00:00:00";
        if (CertificateRemindBefore < TimeSpan.Zero) yield return "Roster:CertificateRemindBefore is negative; give a time like 30.00:00:00";
        if (StaleAfter <= TimeSpan.Zero) yield return "Roster:StaleAfter is not positive; give a time like 365.00:00:00";
        if (RemindBefore < TimeSpan.Zero || RemindBefore >= StaleAfter) yield return "Roster:RemindBefore must be less than Roster:StaleAfter; give a time like 30.00:00:00";
    }
}
