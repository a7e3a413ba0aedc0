using Alliance.Shared.Hosting;

namespace Alliance.Requests;

/// <summary>The periods of a request's life, to the second, so that a trial can let them pass.</summary>
internal sealed class RequestsSettings : ICheckedSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>What was delivered is closed after this time.</summary>
    public TimeSpan CloseAfterDelivered { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<string> Faults()
    {
        if (CloseAfterDelivered < TimeSpan.FromSeconds(1) || CloseAfterDelivered > Longest)
            yield return "Requests:CloseAfterDelivered is not between a second and ten years; give a time like 30.00:00:00, or leave it out (30 days)";
    }
}
