namespace Alliance.Requests.Appealing;

/// <summary>What the applicant says against a rejection, and the decision it is said of.</summary>
/// <param name="By">A signatory.</param>
/// <param name="FormerOwner">Who had the request when it was rejected.</param>
internal sealed record Appeal(string Text, Guid By, DateTimeOffset At, ReviewDecision Former, Guid? FormerOwner)
{
    public bool WasDecidedBy(Guid personId) => personId == FormerOwner || personId == Former.By;
}
